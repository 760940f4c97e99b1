// What the bundle leaves asleep: parts of packages that load long and that the gateway asks for late or never.
import { readFile } from 'node:fs/promises';

/**
 * esbuild plugin. Versions are fixed by the lock file; each rule says so loudly when its package has changed.
 * The types and the tests see the packages as they are.
 */
export const leanPackages = {
  name: 'lean-packages',
  setup(build) {
    leanBotbuilder(build);
    leanMongoose(build);
    leanTables(build);
  },
};

/** The engine's turn needs three names; the packages' own indexes also load cloud connectors and their sign-in. */
function leanBotbuilder(build) {
  // The door of Bot Service needs it whole, in a file of its own.
  build.onResolve({ filter: /^botbuilder$/ }, ({ importer }) =>
    /[\\/]channels[\\/]botframework[\\/]/.test(importer) ? null : { path: 'botbuilder', namespace: 'lean-botbuilder' },
  );
  build.onLoad({ filter: /.*/, namespace: 'lean-botbuilder' }, () => ({
    contents: `
      export { ActivityTypes } from 'botframework-schema';
      export { BotAdapter } from 'botbuilder-core/lib/botAdapter.js';
      export { TurnContext } from 'botbuilder-core/lib/turnContext.js';`,
    resolveDir: build.initialOptions.absWorkingDir,
  }));
  replaceIn(build, /[\\/]botbuilder-core[\\/]lib[\\/]turnContext\.js$/, (text) =>
    text.replace('require(".")', 'require("./activityHandlerBase")'),
  );
  replaceIn(build, /[\\/]botbuilder-core[\\/]lib[\\/]activityHandlerBase\.js$/, (text) =>
    text.replace('require(".")', 'require("botframework-schema")'),
  );
}

/** MongoDB's driver loads when a connection to a MongoDB server is made; the embedded engine needs its types and errors only. */
function leanMongoose(build) {
  build.onLoad({ filter: /[\\/]mongoose[\\/]lib[\\/]index\.js$/ }, async ({ path }) => {
    const known = await readFile(path, 'utf8');
    if (!known.includes("mongoose.Mongoose.prototype.mongo = require('mongodb')")) throw changed(path);
    return { contents: lateDriver, loader: 'js' };
  });
}

const lateDriver = `
  const native = () => require('./drivers/node-mongodb-native');
  const driver = {
    get BulkWriteResult() { return native().BulkWriteResult; },
    get Collection() { return native().Collection; },
    get Connection() { return native().Connection; },
    get ClientEncryption() { return native().ClientEncryption; },
  };
  const mongoose = require('./mongoose');
  require('./driver').set(driver);
  mongoose.__driver = driver;
  const light = { ...require('mongodb/lib/bson'), ...require('mongodb/lib/error') };
  const mongo = new Proxy({}, { get: (_, name) => light[name] ?? require('mongodb')[name] });
  mongoose.Mongoose.prototype.mongo = mongo;
  module.exports = mongoose;`;

/** zod's messages in fifty languages that nobody sees, and tables that the JSON parser reads faster than the compiler. */
function leanTables(build) {
  build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
    contents: "export { default as en } from './en.js';",
  }));
  build.onLoad({ filter: /[\\/]mime-db[\\/]db\.json$/ }, async ({ path }) => {
    const table = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
    return { contents: `module.exports = JSON.parse(${JSON.stringify(table)});`, loader: 'js' };
  });
}

function replaceIn(build, filter, change) {
  build.onLoad({ filter }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    const contents = change(text, path);
    if (contents === text) throw changed(path);
    return { contents, loader: 'js' };
  });
}

function changed(path) {
  return new Error(`${path} is not as scripts/lean-packages.mjs knows it; look whether its rule still holds.`);
}
