import type { AuditActor } from './audit.ts';
import type { Attachment } from './envelope.ts';
import type { Redacted } from './redacted.ts';
import type { Company } from './requesters.ts';

/** `invited`: designated, has not activated the account yet · `active` · `inactive`: taken off the list. */
export type RequesterState = 'invited' | 'active' | 'inactive';

/** How somebody came onto the list: a file, a person of the desk, the signed form, or their own registration. */
export type RequesterSource = 'import' | 'desk' | 'designation' | 'registration';

/** A person who may open tickets. */
export interface RequesterView {
  readonly id: string;
  readonly organisation: string;
  readonly name: Redacted;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly companyId: string | null;
  readonly company: Redacted | null;
  readonly type: string | null;
  /** Data that the policy's `requesters.fields` names, beside name, mail, phone and company. */
  readonly fields: Readonly<Record<string, Redacted>>;
  readonly state: RequesterState;
  readonly source: RequesterSource;
  readonly createdAt: Date;
  /** MAS-04: when somebody last said that they still may, and who. */
  readonly validatedAt: Date | null;
  readonly validatedBy: string | null;
  /** When that falls due again; null: the policy asks for no review. */
  readonly reviewDueAt: Date | null;
  readonly isReviewDue: boolean;
  /** When the last activation mail left. */
  readonly invitedAt: Date | null;
}

/** A customer's organisation in lists. */
export interface CompanyView extends Company {
  readonly aliases: readonly string[];
  /** Code of its contract in the policy; null: by its name, or none. */
  readonly contract: string | null;
  /** People of it who may open tickets now. */
  readonly active: number;
}

/** A customer's organisation as somebody enters it; texts are raw and are redacted before anything else. */
export interface CompanyDraft {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly contract?: string | null;
  readonly director?: { readonly name: string; readonly email: string | null } | null;
  readonly tellDirector?: boolean;
  readonly partner?: { readonly name: string; readonly email: string | null } | null;
}

/** A person as somebody enters them; texts are raw and are redacted before anything else. */
export interface RequesterDraft {
  readonly name: string;
  readonly mail?: string | null;
  readonly phone?: string | null;
  /** Name or alias of the customer's organisation. */
  readonly company?: string | null;
  readonly type?: string | null;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a file of people or companies did, or would do. Lines count from 1, headings included. */
export interface RosterImport {
  readonly dryRun: boolean;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
}

/** Which people of the list. `due`: whose review has fallen due (MAS-04). */
export interface RequesterFilter {
  readonly organisation: string;
  readonly state?: RequesterState;
  readonly company?: string;
  readonly due?: boolean;
  readonly after?: string;
  readonly limit: number;
}

/** The signed request for new users: DIR-FO-014 and the like (ALI-02..06). */
export interface DesignationDraft {
  readonly company: string;
  /** Who authorises: the general director or manager. */
  readonly signer: string;
  readonly signerPosition: string;
  /** Date on the form, YYYY-MM-DD. */
  readonly date: string;
  /** The signed form itself. Without it nothing is processed (ALI-02). */
  readonly form: Attachment | null;
  readonly people: readonly RequesterDraft[];
}

/** A designation and what became of it. */
export interface DesignationView {
  readonly id: string;
  readonly organisation: string;
  readonly companyId: string;
  readonly company: Redacted;
  readonly signer: Redacted;
  readonly signerPosition: Redacted;
  readonly date: string;
  readonly form: Attachment;
  readonly people: readonly {
    readonly name: Redacted;
    readonly mail: string | null;
    readonly phone: string | null;
    readonly fields: Readonly<Record<string, Redacted>>;
  }[];
  readonly state: 'filed' | 'approved' | 'rejected';
  readonly filedAt: Date;
  /** `agent` or `operator` of the desk, `contact`: a requester by their id, or the mail of a company without users (ALI-04). */
  readonly filedBy: AuditActor;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly reason: Redacted | null;
}

/** ALI-03, ALI-04: who files. `mail`: by mail, from a company that has nobody on the list yet. */
export type DesignationFiler =
  | { readonly kind: 'desk'; readonly actor: AuditActor }
  | { readonly kind: 'requester'; readonly requesterId: string }
  | { readonly kind: 'mail'; readonly from: string };

/** The list of people who may open tickets, as the desk keeps it. Deeds stand in the audit trail before they are done. */
export interface RequesterDesk {
  list(filter: RequesterFilter): Promise<{ readonly items: readonly RequesterView[]; readonly next: string | null }>;
  /** ICE-27: who is on the list under an identification number. Each look stands in the audit trail. */
  lookUp(organisation: string, identification: string, by: AuditActor): Promise<readonly RequesterView[]>;
  /** Throws REQUESTER_NOT_FOUND. */
  get(organisation: string, id: string): Promise<RequesterView>;
  /** Throws REQUESTER_INVALID, REQUESTER_EXISTS, COMPANY_NOT_FOUND. */
  add(organisation: string, draft: RequesterDraft, by: AuditActor): Promise<RequesterView>;
  /** MAS-04: says that a person still may, or takes them off the list. Throws REQUESTER_NOT_FOUND. */
  review(organisation: string, id: string, isValid: boolean, by: AuditActor): Promise<RequesterView>;
  /** Sends the activation mail (again). Throws REQUESTER_NOT_FOUND, REQUESTER_STATE, REQUESTER_INVALID. */
  invite(organisation: string, id: string, by: AuditActor): Promise<RequesterView>;
  /** A table with headings. `dryRun` changes nothing. Throws IMPORT_UNREADABLE. */
  importPeople(
    organisation: string,
    csv: string,
    about: { readonly by: AuditActor; readonly dryRun: boolean },
  ): Promise<RosterImport>;
  companies(organisation: string): Promise<readonly CompanyView[]>;
  /** Adds a company, or changes the one of that name. Throws COMPANY_INVALID. */
  saveCompany(organisation: string, draft: CompanyDraft, by: AuditActor): Promise<CompanyView>;
  importCompanies(
    organisation: string,
    csv: string,
    about: { readonly by: AuditActor; readonly dryRun: boolean },
  ): Promise<RosterImport>;
  /** Throws DESIGNATION_REFUSED, DESIGNATION_INVALID, COMPANY_NOT_FOUND. */
  fileDesignation(organisation: string, draft: DesignationDraft, filer: DesignationFiler): Promise<DesignationView>;
  designations(organisation: string): Promise<readonly DesignationView[]>;
  /** Approving puts the people on the list and mails each an activation link. Throws DESIGNATION_NOT_FOUND, DESIGNATION_DECIDED. */
  decideDesignation(
    organisation: string,
    id: string,
    decision: { readonly approve: boolean; readonly reason: string; readonly by: AuditActor },
  ): Promise<DesignationView>;
}
