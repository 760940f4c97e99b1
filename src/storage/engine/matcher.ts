import { unsupported } from './engine-errors.ts';
import { checkFilter, isOperatorObject } from './filter-syntax.ts';
import { mingo } from './mingo.ts';
import { compareValues, type Doc, isSameValue, Rank, rankOf } from './values.ts';

/** Whether a document fits a filter. */
export type Matcher = (doc: Doc) => boolean;

type Test = (value: unknown) => boolean;

const matchAll: Matcher = () => true;

/** Whether a value can be compared without a look inside: not an object, an array or a regular expression. */
export function isScalar(value: unknown): boolean {
  const rank = rankOf(value);
  return rank !== Rank.object && rank !== Rank.array && rank !== Rank.regex;
}

function compileOrder(operand: unknown, accept: (order: number) => boolean): Test {
  const rank = rankOf(operand);
  return (value) => rankOf(value) === rank && accept(compareValues(value, operand));
}

function compileEquality(operand: unknown): Test {
  if (operand === null || operand === undefined) {
    return (value) => value === null || value === undefined;
  }
  return typeof operand === 'object' ? (value) => isSameValue(value, operand) : (value) => value === operand;
}

function compileIn(list: readonly unknown[]): Test {
  const tests = list.map(compileEquality);
  return (value) => tests.some((test) => test(value));
}

/** A test of a value that is not an array, or undefined when mingo must decide. */
function compileOperator(operator: string, operand: unknown): Test | undefined {
  if (operator === '$exists') {
    return operand ? (value) => value !== undefined : (value) => value === undefined;
  }
  if (operator === '$in' || operator === '$nin') {
    const list = operand as unknown[];
    if (!list.every(isFast)) {
      return undefined;
    }
    const test = compileIn(list);
    return operator === '$in' ? test : (value) => !test(value);
  }
  if (operator === '$type') {
    return compileType(operand);
  }
  if (operator === '$mod') {
    return compileMod(operand);
  }
  if (!isFast(operand)) {
    return undefined;
  }
  switch (operator) {
    case '$eq':
      return compileEquality(operand);
    case '$ne': {
      const test = compileEquality(operand);
      return (value) => !test(value);
    }
    case '$gt':
      return compileOrder(operand, (order) => order > 0);
    case '$gte':
      return compileOrder(operand, (order) => order >= 0);
    case '$lt':
      return compileOrder(operand, (order) => order < 0);
    case '$lte':
      return compileOrder(operand, (order) => order <= 0);
    default:
      return undefined;
  }
}

/** `$mod` by hand: mingo counts null as 0. */
function compileMod(operand: unknown): Test {
  const [divisor, remainder] = Array.isArray(operand) ? (operand as unknown[]).map(Number) : [];
  if (divisor === undefined || remainder === undefined || Math.trunc(divisor) === 0) {
    throw unsupported('$mod without a divisor and a remainder');
  }
  return (value) => typeof value === 'number' && Math.trunc(value) % Math.trunc(divisor) === Math.trunc(remainder);
}

const TYPE_RANKS: Readonly<Record<string, number>> = {
  number: Rank.number,
  int: Rank.number,
  long: Rank.number,
  double: Rank.number,
  string: Rank.string,
  object: Rank.object,
  binData: Rank.binary,
  objectId: Rank.objectId,
  bool: Rank.boolean,
  date: Rank.date,
  regex: Rank.regex,
};

/** `$type` by name, of a value that is not an array. Whole numbers are `int`, the others `double`. */
function compileType(operand: unknown): Test | undefined {
  const names = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  if (!names.every((name) => typeof name === 'string' && (name === 'null' || name === 'array' || name in TYPE_RANKS))) {
    throw unsupported('$type of an unknown name');
  }
  const tests = (names as string[]).map((name): Test => {
    switch (name) {
      case 'null':
        return (value) => value === null;
      case 'int':
        return (value) => Number.isInteger(value);
      case 'double':
        return (value) => typeof value === 'number' && !Number.isInteger(value);
      case 'long':
        return (value) => rankOf(value) === Rank.number && typeof value === 'object';
      default:
        return (value) => value !== undefined && rankOf(value) === TYPE_RANKS[name];
    }
  });
  return (value) => tests.some((test) => test(value));
}

function isFast(value: unknown): boolean {
  return isScalar(value) && !Number.isNaN(value);
}

function compileCondition(condition: unknown): Test | undefined {
  if (!isOperatorObject(condition)) {
    return isFast(condition) ? compileEquality(condition) : undefined;
  }
  const tests: Test[] = [];
  for (const operator in condition) {
    const test = compileOperator(operator, condition[operator]);
    if (!test) {
      return undefined;
    }
    tests.push(test);
  }
  return tests.length === 1 ? tests[0] : (value) => tests.every((test) => test(value));
}

/** mingo's judgement of one clause, compiled when it is first needed. */
function slowMatcher(clause: Doc): Matcher {
  let query: { test(doc: Doc): boolean } | undefined;
  return (doc) => {
    query ??= new (mingo().Query)(clause, { scriptEnabled: false });
    return query.test(doc);
  };
}

const ARRAY = Symbol('array');

function scalarAt(doc: Doc, path: readonly string[]): unknown {
  let value: unknown = doc;
  for (const field of path) {
    if (Array.isArray(value)) {
      return ARRAY;
    }
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = (value as Doc)[field];
  }
  return Array.isArray(value) ? ARRAY : value;
}

/** Scalars on plain paths are tested here; as soon as an array is met, or the condition is unusual, mingo decides. */
function compileField(field: string, condition: unknown): Matcher {
  const slow = slowMatcher({ [field]: condition });
  const test = compileCondition(condition);
  if (!test) {
    return slow;
  }
  if (!field.includes('.')) {
    return (doc) => {
      const value = doc[field];
      return Array.isArray(value) ? slow(doc) : test(value);
    };
  }
  const path = field.split('.');
  return (doc) => {
    const value = scalarAt(doc, path);
    return value === ARRAY ? slow(doc) : test(value);
  };
}

function compileClause(key: string, condition: unknown): Matcher {
  switch (key) {
    case '$and': {
      const branches = (condition as Doc[]).map(compileChecked);
      return (doc) => branches.every((branch) => branch(doc));
    }
    case '$or': {
      const branches = (condition as Doc[]).map(compileChecked);
      return (doc) => branches.some((branch) => branch(doc));
    }
    case '$nor': {
      const branches = (condition as Doc[]).map(compileChecked);
      return (doc) => !branches.some((branch) => branch(doc));
    }
    case '$comment':
      return matchAll;
    case '$expr':
      return slowMatcher({ $expr: condition });
    default:
      return compileField(key, condition);
  }
}

function compileChecked(filter: Doc): Matcher {
  const clauses: Matcher[] = [];
  for (const key in filter) {
    clauses.push(compileClause(key, filter[key]));
  }
  const [first, second] = clauses;
  if (!first) {
    return matchAll;
  }
  if (clauses.length === 1) {
    return first;
  }
  if (clauses.length === 2 && second) {
    return (doc) => first(doc) && second(doc);
  }
  return (doc) => clauses.every((clause) => clause(doc));
}

/** Compiles a filter; throws STORE_UNSUPPORTED for operators that the store does not know. */
export function compileFilter(filter: Doc): Matcher {
  checkFilter(filter);
  return compileChecked(filter);
}
