/** What a group must be like to be listened to (MAS-126..128). */
export interface GroupRule {
  /** How its name must begin, `MN `. */
  readonly namePrefix: string;
  /** Digits of numbers that must be in it, the desk's. Empty: our own number is enough. */
  readonly deskNumbers: readonly string[];
  /** Whether a number was given by the customer as a valid contact (MAS-127). */
  readonly isValidMember: (phone: string) => Promise<boolean>;
}

/** A group as WhatsApp describes it. */
export interface GroupView {
  readonly subject: string;
  readonly members: readonly { readonly phone: string | null; readonly lid: string | null }[];
}

/** Why a group is not listened to; null = it is as it should be. Pure. */
export function faultOf(
  group: GroupView,
  { namePrefix, deskNumbers }: Pick<GroupRule, 'namePrefix' | 'deskNumbers'>,
): 'name' | 'desk' | null {
  if (!group.subject.startsWith(namePrefix)) return 'name';
  const present = new Set(group.members.map(({ phone }) => phone));
  return deskNumbers.every((number) => present.has(number)) ? null : 'desk';
}
