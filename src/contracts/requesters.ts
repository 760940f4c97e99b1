import type { ContactView } from './contact.ts';

/**
 * Whether a person may open tickets (MAS-01..04, ALI-01..08, ICE-19..21). `open`: the policy lets anybody · `valid` ·
 * `unknown`: on no list · `inactive`: was, and is no more, or has not activated the account yet.
 */
export type RequesterStatus = 'open' | 'valid' | 'unknown' | 'inactive';

/** What a turn knows of who writes, beside the contact card. */
export interface RequesterStanding {
  readonly status: RequesterStatus;
  /** Name of the customer's organisation; null = not known. */
  readonly company: string | null;
  /** Code of the customer's contract in the policy; null = none. */
  readonly contract: string | null;
  /** Facts of the contract and of the list that rules may ask about, e.g. `{ drp: "yes" }`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Who may ask for what. */
export interface RequesterPort {
  standing(organisation: string, contact: ContactView, at: Date): Promise<RequesterStanding>;
  /**
   * ALI-04: whether the company that a person writes for has anybody with access: the company that they were known to be of, or
   * the only one whose people have mail addresses below the same domain. A domain of everybody's tells of no company.
   */
  isCompanyServed(organisation: string, contact: ContactView): Promise<boolean>;
}

/** A customer's organisation with whom it concerns (ALI-20, MAS-14, AMB-59). */
export interface Company {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly director: { readonly name: string; readonly email: string | null } | null;
  /** ALI-20: the director asked to be told of every new ticket. */
  readonly tellDirector: boolean;
  readonly partner: { readonly name: string; readonly email: string | null } | null;
}

/** Customers' organisations. */
export interface CompanyPort {
  /** By name, without case and accents. */
  find(organisation: string, name: string): Promise<Company | null>;
}
