import type { Redacted } from './redacted.ts';

/** EXS-08: the type of user in chat. AMB-03: two fields, type and tier. */
export type UserType = 'partner' | 'usuario_final';
/** EXS-07: customer classes `Cliente Top`, `Estándar`, `Usuario Final`. */
export type CustomerClass = 'top' | 'estandar' | 'usuario_final';

/** An answer to a version of the privacy notice. `shown`: it was shown and the person went on (implicit consent). */
export type ConsentAnswer = 'shown' | 'accepted' | 'refused';

/** What a person answered to which version of the notice, or of a channel's terms, when and where. */
export interface Consent {
  /** `terms`: of using a channel (MAS-29, MAS-30), which is no word about the treatment of data. Absent: the privacy notice. */
  readonly kind?: 'terms';
  readonly version: string;
  readonly at: Date;
  readonly channel: string;
  readonly answer: ConsentAnswer;
}

/** What a flow and the console know of a person. */
export interface ContactView {
  readonly id: string;
  /** Null: not known, ask (EXS-06). */
  readonly name: Redacted | null;
  readonly userType: UserType | null;
  readonly customerClass: CustomerClass | null;
  readonly organisation: Redacted | null;
  readonly email: Redacted | null;
  readonly phone: Redacted | null;
  /** Conversations (episodes) that ended before this one. */
  readonly visits: number;
  /** Answers to the privacy notice and to channels' terms, oldest first. */
  readonly consents?: readonly Consent[];
}

/** What a conversation learned about a person (EXS-18, EXS-19). Absent = leave as it is. */
export type ContactPatch = Partial<
  Pick<ContactView, 'name' | 'userType' | 'customerClass' | 'organisation' | 'email' | 'phone' | 'consents'>
>;
