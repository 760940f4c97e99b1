import { z } from 'zod';
import { webhookPayloadSchema } from '../contracts/webhook-payload.ts';
import { type ErrorCode, errorCatalogue } from '../errors/catalogue.ts';
import type { RouteDescription } from './routing/route.ts';

const errorBody = z.object({
  error: z.object({
    code: z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]).describe('See docs/errors.md'),
    message: z.string(),
    details: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe('What the message names: numbers, codes, names of people at the desk'),
    id: z.string().optional().describe('Under this id the cause stands in the log'),
  }),
});

/** The OpenAPI 3.1 document of the routes, made from the very schemas that check their inputs. */
export function buildOpenApi(routes: readonly RouteDescription[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ventanilla',
      version: '1',
      description:
        'One window for a support desk. Channel APIs (web chat, Direct Line) are documented with their channels.',
    },
    components: {
      schemas: { Error: jsonSchema(errorBody, 'output') },
      securitySchemes: {
        operator: { type: 'http', scheme: 'bearer', description: "The operator's token, or a program's (vnt_…)" },
        console: { type: 'apiKey', in: 'cookie', name: 'ventanilla_session' },
      },
    },
    paths,
    webhooks: { ticket: { post: webhookOperation() } },
  };
}

function operation(route: RouteDescription): object {
  return {
    summary: route.summary,
    'x-access': route.access,
    security: route.access === 'public' ? [] : [{ operator: [] }, { console: [] }],
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...parameters('header', route.headers),
      ...(route.access === 'public' ? [] : [organisationParameter]),
    ],
    ...requestBody(route),
    responses: {
      ...success(route),
      default: { description: 'An error', content: json({ $ref: '#/components/schemas/Error' }) },
    },
  };
}

/** Agents need not send it: theirs is known. */
const organisationParameter = {
  name: 'X-Organisation',
  in: 'header',
  required: false,
  description: 'For the operator of a gateway that runs several organisations: which one is meant',
  schema: { type: 'string' },
};

function requestBody({ body, consumes }: RouteDescription): object {
  if (consumes !== undefined) return { requestBody: { required: true, content: { [consumes]: { schema: {} } } } };
  return body ? { requestBody: { required: true, content: json(jsonSchema(body, 'input')) } } : {};
}

function success({ response, produces }: RouteDescription): object {
  if (produces !== undefined) return { 200: { description: 'The file', content: { [produces]: { schema: {} } } } };
  if (response === null) return { 204: { description: 'Done' } };
  return { 200: { description: 'The answer', content: json(jsonSchema(response, 'output')) } };
}

/** What endpoints of outside systems are sent. */
function webhookOperation(): object {
  return {
    summary: 'Something happened to a ticket; signed as Standard Webhooks 1 says (docs/integrations.md)',
    requestBody: { required: true, content: json(jsonSchema(webhookPayloadSchema, 'output')) },
    responses: { '2XX': { description: 'Taken; anything else is tried again' }, 410: { description: 'Call no more' } },
  };
}

function parameters(place: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): object[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: jsonSchema(field as z.ZodType, 'input'),
  }));
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...body } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return body;
}
