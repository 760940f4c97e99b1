let serial = 0;

/** A letter as it travels. */
export interface LetterParts {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  /** Null: it has none. */
  readonly id?: string | null;
  readonly date?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  /** In place of headers of the body and the text. */
  readonly body?: string;
}

/** A plain letter of Ana's to the desk, with some parts changed. */
export function buildLetter(parts: LetterParts = {}): string {
  serial += 1;
  const {
    from = 'Ana Ruiz <ana@cliente.example>',
    to = 'soporte@mesa.example',
    subject = 'No puedo timbrar facturas',
    id = `<carta-${serial}@cliente.example>`,
    date = 'Mon, 23 Nov 2026 10:00:00 -0600',
    headers = {},
    text = 'Buenos días, al timbrar me aparece un error.',
    body = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text.replace(/\r?\n/g, '\r\n')}`,
  } = parts;
  const head = {
    From: from,
    To: to,
    Subject: /^[\x20-\x7e]*$/.test(subject) ? subject : `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    Date: date,
    'MIME-Version': '1.0',
    ...(id === null ? {} : { 'Message-ID': id }),
    ...headers,
  };
  return `${Object.entries(head)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n${body}\r\n`;
}

/** The report of a mail server that could not deliver a letter of ours (RFC 3464). */
export function buildBounce(messageId: string, { action = 'failed', status = '5.1.1' } = {}): string {
  return [
    'From: Mail Delivery System <MAILER-DAEMON@cliente.example>',
    'To: soporte@mesa.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: <bounce-${++serial}@cliente.example>`,
    'Date: Mon, 23 Nov 2026 10:00:00 -0600',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I could not deliver your message.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.cliente.example',
    '',
    'Final-Recipient: rfc822; ana@cliente.example',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 no such user',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    'From: soporte@mesa.example',
    `Message-ID: ${messageId}`,
    '',
    '--b--',
    '',
  ].join('\r\n');
}
