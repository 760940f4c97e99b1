import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { StoreHandle } from '../../src/storage/connection.ts';
import { crudContract } from './store-contract-crud.ts';
import { indexContract } from './store-contract-indexes.ts';
import { modelContract } from './store-contract-models.ts';
import { queryContract } from './store-contract-queries.ts';
import { updateContract } from './store-contract-updates.ts';
import type { StoreUnderTest } from './store-fixture.ts';

/** What a part of the suite works with. */
export interface ContractTools {
  /** The open store; changes after a reopen. */
  store(): StoreHandle;
  reopen(): Promise<void>;
  /** A test, or a skip that says why when the store cannot do it. */
  check(name: string, body: () => Promise<void>, timeoutMs?: number): void;
}

/** Runs every promise of the store on one implementation. */
export function storeContract(subject: StoreUnderTest): void {
  describe(`store contract on ${subject.name}`, () => {
    let handle: StoreHandle | undefined;
    const tools: ContractTools = {
      store: () => {
        if (!handle) {
          throw new Error('The store is not open');
        }
        return handle;
      },
      reopen: async () => {
        handle = await subject.reopen(tools.store());
      },
      check: (name, body, timeoutMs = 20_000) => {
        const reason = subject.cannot[name];
        if (reason) {
          it.skip(`${name} [skipped: ${reason}]`, body);
        } else {
          it(name, body, timeoutMs);
        }
      },
    };
    beforeAll(async () => {
      handle = await subject.open();
    }, 30_000);
    afterAll(async () => {
      if (handle) {
        await subject.dispose(handle);
      }
    }, 30_000);

    crudContract(tools);
    queryContract(tools);
    updateContract(tools);
    indexContract(tools);
    modelContract(tools);
  });
}
