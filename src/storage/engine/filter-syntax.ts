import { AppError } from '../../errors/app-error.ts';
import { type Doc, isPlainObject } from './values.ts';

/** Operators inside a field's condition. Everything else that begins with `$` is refused. */
const FIELD_OPERATORS = new Set([
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$type',
  '$regex',
  '$options',
  '$not',
  '$elemMatch',
  '$all',
  '$size',
  '$mod',
]);

const LOGICAL_OPERATORS = new Set(['$and', '$or', '$nor']);

function refuse(operator: string): never {
  throw new AppError('STORE_UNSUPPORTED', { operator });
}

/** Whether the condition is made of operators (`{$gt: 1}`) and not a value to be equal to. */
export function isOperatorObject(condition: unknown): condition is Doc {
  if (!isPlainObject(condition)) {
    return false;
  }
  for (const key in condition) {
    return key.charCodeAt(0) === 36;
  }
  return false;
}

function checkLogical(operator: string, branches: unknown): void {
  if (!Array.isArray(branches) || branches.length === 0) {
    refuse(`${operator} without a list of filters`);
  }
  for (const branch of branches) {
    checkFilter(branch);
  }
}

/** Refuses (STORE_UNSUPPORTED) every operator that the store does not promise to carry out as MongoDB would. */
export function checkFilter(filter: unknown): void {
  if (!isPlainObject(filter)) {
    refuse('a filter that is not an object');
  }
  for (const key in filter) {
    const condition = filter[key];
    if (key.charCodeAt(0) !== 36) {
      checkCondition(condition);
    } else if (LOGICAL_OPERATORS.has(key)) {
      checkLogical(key, condition);
    } else if (key === '$expr') {
      checkExpression(condition);
    } else if (key !== '$comment') {
      refuse(key);
    }
  }
}

function checkCondition(condition: unknown): void {
  if (!isOperatorObject(condition)) {
    return;
  }
  for (const operator in condition) {
    if (!FIELD_OPERATORS.has(operator)) {
      refuse(operator.startsWith('$') ? operator : 'operators and values mixed in one condition');
    }
    const operand = condition[operator];
    if (operator === '$not') {
      checkCondition(operand);
    } else if (operator === '$elemMatch') {
      checkElement(operand);
    } else if ((operator === '$in' || operator === '$nin' || operator === '$all') && !Array.isArray(operand)) {
      refuse(`${operator} without a list`);
    }
  }
}

function checkElement(operand: unknown): void {
  if (isOperatorObject(operand) && !Object.keys(operand).some((key) => LOGICAL_OPERATORS.has(key))) {
    checkCondition(operand);
  } else {
    checkFilter(operand);
  }
}

const EXPRESSION_OPERATORS = new Set(
  (
    'abs add ceil divide floor mod multiply round subtract trunc and or not eq ne gt gte lt lte cmp cond ifNull ' +
    'switch literal concat toLower toUpper strLenCP substrCP trim split indexOfArray arrayElemAt size in slice map ' +
    'filter reduce first last concatArrays isArray mergeObjects objectToArray arrayToObject toString toInt toDouble ' +
    'toDate type year month dayOfMonth dayOfWeek hour minute second millisecond dateToString dateTrunc dateDiff ' +
    'dateAdd dateSubtract sum avg min max push addToSet count let setUnion setIntersection setDifference range'
  )
    .split(' ')
    .map((name) => `$${name}`),
);

/** Refuses unknown operators inside an aggregation expression. */
export function checkExpression(expression: unknown): void {
  if (Array.isArray(expression)) {
    expression.forEach(checkExpression);
  } else if (isPlainObject(expression)) {
    for (const key in expression) {
      if (key.charCodeAt(0) === 36 && !EXPRESSION_OPERATORS.has(key)) {
        refuse(key);
      }
      if (key !== '$literal') {
        checkExpression(expression[key]);
      }
    }
  }
}
