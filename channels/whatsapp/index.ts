/** WhatsApp: through a linked device (an unofficial client), or through the Cloud API of Meta. */
export { createWhatsappChannel, type WhatsappChannel } from './both.ts';
export { createLinkedChannel, type LinkedChannel, MAX_TEXT, whatsappAbilities } from './channel.ts';
export type { CloudOptions } from './cloud/cloud-channel.ts';
export { cloudIncoming, readWebhook } from './cloud/read-webhook.ts';
export type { GroupRule } from './groups.ts';
export { incomingOf } from './incoming.ts';
export type { GovernorRules, LinkedOptions, WhatsappOptions, WhatsappTimers } from './options.ts';
export { previewEvent, type WhatsappPreview } from './preview.ts';
export { type WhatsappTexts, whatsappTexts } from './texts.ts';
