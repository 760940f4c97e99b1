import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Permission } from '../../contracts/desk.ts';
import type { Principal } from '../auth/principal.ts';

/** Who may call a route: a permission, anybody who is signed in, or everybody. There is no default. */
export type Access = Permission | 'signedIn' | 'public';

/** What every route says of itself; the OpenAPI document and the access test read it. */
export interface RouteDescription {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Express pattern, e.g. `/api/tickets/:id`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Headers that the route reads, in small letters. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Media type of a body that the handler reads from the request itself; then there is no `body`. */
  readonly consumes?: string;
  /** Media type of an answer that the handler writes itself, where it is not JSON. */
  readonly produces?: string;
  /** Shape of the answer; null = 204 without a body. */
  readonly response: z.ZodType | null;
}

/** A route that can be mounted. */
export interface Route extends RouteDescription {
  readonly handle: (call: Call) => Promise<unknown>;
}

/** A request after its checks, still without the types of its own schemas. */
export interface Call {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  /** Null only on public routes. */
  readonly principal: Principal | null;
  readonly request: Request;
  readonly response: Response;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<string, never>;
type Answer<R> = R extends z.ZodType ? Promise<z.input<R>> : Promise<void>;

/** A request after its checks. */
export interface TypedCall<D extends RouteDescription> extends Pick<Call, 'request' | 'response'> {
  readonly params: Parsed<D['params']>;
  readonly query: Parsed<D['query']>;
  readonly headers: Parsed<D['headers']>;
  readonly body: Parsed<D['body']>;
  readonly principal: D['access'] extends 'public' ? null : Principal;
}

/** Joins a description with its handler; inputs and the answer are typed by the schemas. */
export function route<const D extends RouteDescription>(
  description: D,
  handle: (call: TypedCall<D>) => Answer<D['response']>,
): Route {
  // `mountRoutes` builds the call from these very schemas; that is what makes the types true.
  return { ...description, handle: (call) => handle(call as TypedCall<D>) };
}
