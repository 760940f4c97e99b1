import {
  IconActivity,
  IconApi,
  IconFileCheck,
  IconListCheck,
  IconMessages,
  IconShieldLock,
  IconWebhook,
} from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** "Administración": its pages, in the order of their list. Other areas may add theirs (`adminPages`). */
export const adminArea: Area = {
  adminPages: [
    {
      path: '/admin/first-steps',
      text: 'firstSteps.title',
      icon: IconListCheck,
      permissions: ['agents.manage'],
      element: page(() => import('./first-steps/first-steps-page.tsx'), 'FirstStepsPage'),
    },
    {
      path: '/admin/channels',
      text: 'channels.title',
      icon: IconMessages,
      permissions: ['channels.manage'],
      element: page(() => import('./channels-page.tsx'), 'ChannelsPage'),
    },
    {
      path: '/admin/tokens',
      text: 'tokens.title',
      icon: IconApi,
      permissions: ['integrations.manage'],
      element: page(() => import('./tokens-page.tsx'), 'TokensPage'),
    },
    {
      path: '/admin/webhooks',
      text: 'webhooks.title',
      icon: IconWebhook,
      permissions: ['integrations.manage'],
      element: page(() => import('./webhooks-page.tsx'), 'WebhooksPage'),
    },
    {
      path: '/admin/policy',
      text: 'policyPage.title',
      icon: IconFileCheck,
      permissions: ['agents.manage'],
      element: page(() => import('./policy-page.tsx'), 'PolicyPage'),
    },
    {
      path: '/admin/system',
      text: 'system.title',
      icon: IconActivity,
      permissions: ['channels.manage'],
      element: page(() => import('./system-page.tsx'), 'SystemPage'),
    },
    {
      path: '/admin/audit',
      text: 'audit.title',
      icon: IconShieldLock,
      permissions: ['audit.read'],
      element: page(() => import('./audit-page.tsx'), 'AuditPage'),
    },
  ],
};
