import { describe, expect, it } from '@jest/globals';
import { type DeskRole, type Permission, permissions } from '../../src/contracts/desk.ts';
import { can } from '../../src/desk/permissions.ts';

describe('permissions', () => {
  it('an agent attends, a lead also repairs what did not leave, an administrator may all (EXS-78)', () => {
    const adminOnly: Permission[] = [
      'agents.signIn',
      'agents.manage',
      'vault.rotate',
      'integrations.write',
      'integrations.manage',
      'channels.manage',
    ];
    const leadOnly: Permission[] = [
      'deadLetters.read',
      'cannedReplies.share',
      'ticketViews.share',
      'deadLetters.replay',
      'audit.read',
      'privacy.manage',
      'quota.manage',
      'reports.manage',
      'reports.read',
      'chats.search',
      'tickets.transfer',
      'requesters.manage',
      'quality.review',
      'surveys.read',
      'routines.manage',
      'courses.write',
      ...adminOnly,
    ];
    for (const permission of permissions) {
      expect([permission, can('agent', permission)]).toEqual([permission, !leadOnly.includes(permission)]);
      expect([permission, can('lead', permission)]).toEqual([permission, !adminOnly.includes(permission)]);
      expect([permission, can('admin', permission)]).toEqual([permission, true]);
    }
  });

  it.each([
    ['requester', 'tickets.read'],
    ['agent', 'tickets.erase'],
    ['constructor', 'tickets.read'],
    ['__proto__', 'length'],
    ['', ''],
  ])('what is not written down is refused: %s, %s', (role, permission) => {
    expect(can(role as DeskRole, permission as Permission)).toBe(false);
  });
});
