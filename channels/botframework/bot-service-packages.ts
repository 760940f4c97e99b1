/**
 * What the door needs of botbuilder, whole: the gateway's bundle keeps it in a file of its own, which is loaded when the door
 * is open. The engine of the turns needs three names of it only (`src/conversation/engine.ts`).
 */
export { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
