export { type BotDoor, createBotDoor } from './door.ts';
export { checkBotService } from './look.ts';
export type { BotIdentity, BotOptions } from './options.ts';
export { type BotPreview, previewActivity } from './preview.ts';
export { botTexts } from './texts.ts';
export { traitsOf } from './traits.ts';
