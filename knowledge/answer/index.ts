export { type AdvisorParts, ModelAdvisor } from './advisor.ts';
export { createBudget } from './budget.ts';
export { ModelCalls } from './calls.ts';
export { type ModelEndpoint, ModelFailure, type ModelSettings } from './endpoint.ts';
export { createLateEndpoint } from './late-endpoint.ts';
export { MeaningIndex } from './meaning-index.ts';
export { Model } from './model.ts';
