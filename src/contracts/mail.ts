/** A mail that the product writes of its own accord (copies, notices, activation). Texts are redacted or the catalogue's (P4). */
export interface OutgoingMail {
  /** Deterministic; becomes the local part of the Message-ID, so that a repeat is known (P3). */
  readonly id: string;
  readonly organisation: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Message-ID that it answers. */
  readonly inReplyTo?: string;
  readonly files?: readonly { readonly name: string; readonly mediaType: string; readonly body: Buffer }[];
}

/** Sends mail. Throws an AppError whose `retryable` says whether to try again. */
export interface MailPort {
  send(mail: OutgoingMail): Promise<void>;
}
