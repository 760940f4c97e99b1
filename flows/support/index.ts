export { supportFlow } from './flow.ts';
export type { SupportState } from './state.ts';
export { supportCatalogue } from './texts/catalogue.ts';
export { HOME_LINK_ID } from './welcome.ts';
