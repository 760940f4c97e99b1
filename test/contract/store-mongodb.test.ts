import { expect, it } from '@jest/globals';
import { openStore } from '../../src/storage/connection.ts';
import { storeContract } from './store-contract.ts';

const uri = process.env.MONGODB_TEST_URI;

if (uri) {
  const address = new URL(uri);
  address.pathname = `/contract_${process.pid}`;
  storeContract({
    name: 'a MongoDB wire server',
    open: () => openStore({ uri: address.href }),
    reopen: async (handle) => {
      await handle.close();
      return openStore({ uri: address.href });
    },
    dispose: async (handle) => {
      await handle.connection.dropDatabase();
      await handle.close();
    },
    cannot: process.env.MONGODB_TEST_SERVER === 'ferretdb' ? ferretdbCannot() : {},
  });
} else {
  console.warn('STORE CONTRACT ON MONGODB NOT RUN: set MONGODB_TEST_URI (see .ci/ferretdb/start.sh).');
  it('runs where a MongoDB wire server is required', () => {
    expect(Boolean(process.env.CI) && process.env.VENTANILLA_REQUIRE_MONGODB === '1').toBe(false);
  });
}

/** What FerretDB 1.24 lacks or does otherwise than MongoDB; the product does not lean on any of it there. */
function ferretdbCannot(): Record<string, string> {
  return {};
}
