/** Jest runs native ES modules; swc only strips the types. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } } }],
  },
  setupFiles: ['<rootDir>/test/setup.ts'],
  maxWorkers: 2,
  // Every suite leaves its modules behind in its worker; collecting such a heap costs more than a new worker.
  workerIdleMemoryLimit: '1200MB',
  // No test measures time: the limit only ends one that hangs, on a machine however busy.
  testTimeout: 60_000,
};
