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
  const pushModifiers = '$push knows no $slice, $sort or $position';
  const pull = '$pull knows no conditions';
  const atomic = 'an update is not atomic: two at once may both match, or lose one';
  const message = 'a duplicate key error names neither index nor fields';
  return {
    'keeps arrays in arrays': 'arrays in arrays are refused',
    'applies $push of a list': 'arrays in arrays are refused',
    'finds by $elemMatch': '$elemMatch takes operators only',
    'finds the same with indexes by $elemMatch': '$elemMatch takes operators only',
    'aggregates with $sum, $avg, $min, $max, $push and expressions': '$group knows $count and $sum of a number only',
    'applies $push with $slice': pushModifiers,
    'applies $push with $sort': pushModifiers,
    'applies $push with $position': pushModifiers,
    'applies $pull of objects': pull,
    'applies $pull with an operator': pull,
    'applies $pull with $in of ids': pull,
    'P2 changes a document only at the version that was read': atomic,
    'counts 200 increments at once without losing one': atomic,
    'counts folios one by one with findOneAndUpdate': atomic,
    'keeps only wanted fields in a find-and-change': 'findAndModify knows no projection',
    'tells an update’s double by its code': 'it is reported as an internal error',
    'names the fields and values of the double': message,
    'names the index of the double, the one on _id too': message,
    'counts missing and null as one value of a unique key': 'unique indexes count missing fields as different',
    'tells values of different types apart in a unique key': 'unique indexes compare values as JSON text',
    'holds a partial unique index to its filter': 'partial indexes are refused',
  };
}
