import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildOpenApi } from '../../src/http/openapi.ts';
import { operatingDescriptions } from '../../src/http/operating/routes.ts';
import { createWorld, type World } from './world/world.ts';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Every route that express serves, however deep it is mounted. */
function servedBy(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return servedBy(handle.stack ?? []);
    // `all` only says that a method is not taken.
    const methods = Object.keys(route.methods).filter((method) => method !== '_all');
    return methods.map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
  });
}

const part = {} as never;
let world: World;
beforeAll(async () => {
  world = await createWorld({
    ...{ entries: part, transfer: part, answers: part, proposals: part, quota: part, demand: part, notices: part },
    ...{ figures: part, logs: part, exports: part },
    ...{ inbox: part, conversationNotes: part, cannedReplies: part, contactDesk: part, loggedConversations: part },
    ...{ ticketSearch: part, ticketViews: part, ticketForesight: part, requesterEyes: part, similarTickets: part },
    ...{ vault: part, apiTokens: part, webhooks: part, references: part, ticketTransfer: part },
  });
});
afterAll(() => world.close());

describe('the OpenAPI document', () => {
  it('holds every route that is served, and serves every route that it holds', () => {
    const { paths } = buildOpenApi([...operatingDescriptions, ...world.http.routes]) as {
      paths: Record<string, Record<string, object>>;
    };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const { stack } = (world.http.app as unknown as { router: { stack: Layer[] } }).router;
    const served = servedBy(stack).filter((route) => / \/(api\/|healthz|readyz|metrics|openapi)/.test(route));
    expect(served.sort()).toEqual(documented.sort());
    expect(documented.length).toBeGreaterThan(80);
  });

  it('P4 takes what a person typed in a body, never in an address, which proxies log', () => {
    const inAddresses = world.http.routes.flatMap(({ method, path, query }) =>
      Object.keys(query?.shape ?? {}).map((name) => `${method} ${path} ${name}`),
    );
    expect(inAddresses.length).toBeGreaterThan(20);
    expect(inAddresses.filter((one) => / (?:text|person|question|words?|mail|phone|search|q)$/.test(one))).toEqual([]);
    const searches = world.http.routes.filter(({ path }) => path.endsWith('/search'));
    expect(searches.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'post /api/chats/search',
      'post /api/contacts/search',
      'post /api/inbox/search',
      'post /api/knowledge/entries/search',
      'post /api/knowledge/search',
      'post /api/tickets/search',
    ]);
  });

  it('says of every parameter of an address what it is', () => {
    const { paths } = buildOpenApi(world.http.routes) as {
      paths: Record<string, Record<string, { parameters: { in: string; name: string }[] }>>;
    };
    for (const [path, methods] of Object.entries(paths)) {
      for (const { parameters } of Object.values(methods)) {
        const named = parameters.filter((one) => one.in === 'path').map((one) => one.name);
        expect([path, named.sort()]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one).sort()]);
      }
    }
  });
});
