// How Web Chat looks and what it says here.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const ACCEPTED = [
  'image/png,image/jpeg,image/gif,image/webp,.pdf,.txt,.log,.csv,.json,.xml,.md,.eml',
  '.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.mp3,.ogg,.m4a,.wav,.mp4,.webm',
].join(',');

const STYLE = {
  accent: '#0b5563',
  backgroundColor: '#f4f7f8',
  primaryFont: FONT,
  monospaceFont: 'ui-monospace, Menlo, Consolas, monospace',
  fontSizeSmall: '82%',
  subtle: '#42555c',
  timestampColor: '#42555c',
  timestampFormat: 'absolute',
  paddingRegular: 12,
  bubbleBackground: '#ffffff',
  bubbleBorderColor: '#d4dee1',
  bubbleBorderRadius: 14,
  bubbleTextColor: '#1d2b30',
  bubbleMinHeight: 40,
  bubbleMaxWidth: 520,
  bubbleFromUserBackground: '#0b5563',
  bubbleFromUserBorderColor: '#0b5563',
  bubbleFromUserBorderRadius: 14,
  bubbleFromUserTextColor: '#ffffff',
  suggestedActionLayout: 'flow',
  suggestedActionBackgroundColor: '#ffffff',
  suggestedActionBorderColor: '#0b5563',
  suggestedActionBorderRadius: 20,
  suggestedActionBorderWidth: 1,
  suggestedActionTextColor: '#083f4a',
  suggestedActionBackgroundColorOnHover: '#e3eef0',
  suggestedActionBackgroundColorOnActive: '#d0e3e6',
  suggestedActionHeight: 40,
  cardPushButtonBackgroundColor: '#083f4a',
  cardPushButtonTextColor: '#ffffff',
  sendBoxBackground: '#ffffff',
  sendBoxBorderTop: 'solid 1px #d4dee1',
  sendBoxButtonColor: '#0b5563',
  sendBoxButtonColorOnDisabled: '#5f7278',
  sendBoxTextColor: '#1d2b30',
  sendBoxPlaceholderColor: '#52666d',
  sendBoxHeight: 52,
  sendBoxTextWrap: true,
  sendBoxMaxHeight: 160,
  sendAttachmentOn: 'send',
  uploadAccept: ACCEPTED,
  uploadMultiple: true,
  // The gateway gives pictures back by address; a second copy in the message is only weight.
  enableUploadThumbnail: false,
  hideUploadButton: false,
  maxMessageLength: 32_000,
};

const TITLES = { es: 'es-ES', en: 'en-US' };

/**
 * @param {any} WebChat
 * @param {HTMLElement} element
 * @param {{ directLine: any, store: any, language: 'es' | 'en', texts: Record<string, string>, nonce: string }} about
 */
export function render(WebChat, element, { directLine, store, language, texts, nonce }) {
  WebChat.renderWebChat(
    {
      directLine,
      store,
      locale: TITLES[language],
      nonce,
      styleOptions: STYLE,
      // The agent sees that somebody writes, as the person sees it of the agent.
      sendTypingIndicator: true,
      overrideLocalizedStrings: {
        TEXT_INPUT_UPLOAD_BUTTON_ALT: texts.uploadButton,
        ACTIVITY_STATUS_SEND_FAILED_RETRY: texts.sendFailed,
      },
    },
    element,
  );
}
