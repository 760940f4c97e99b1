import { Query } from 'mingo/query';
import { checkFilter, isOperatorObject } from './filter-syntax.ts';
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
  let query: Query | undefined;
  return (doc) => {
    query ??= new Query(clause, { scriptEnabled: false });
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
