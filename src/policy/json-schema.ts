import { z } from 'zod';
import { policySchema } from '../contracts/policy.ts';

/** The JSON Schema (draft 2020-12) of a policy file, made from the one schema; editors complete and check with it. */
export function policyJsonSchema(): z.core.JSONSchema.BaseSchema {
  return {
    title: 'Ventanilla policy',
    ...z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' }),
  };
}
