/**
 * True only when each can stand for the other: `const same: { one: Same<z.output<typeof body>, Wire> } = { one: true }`
 * makes a shape that drifts an error of `npm run types`.
 */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
