import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Agent, Presence } from '../../../shared/wire/agent.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { spanText, useNow } from '../parts/time.tsx';
import { useMe, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { api } from './api.ts';
import { hoursText, isAttended } from './attention-hours.ts';
import { useAgents } from './use-agents.ts';

const states = ['online', 'meal', 'away'] as const;

/** One's own presence (EXS-04): online, at the meal with the time that is left of it, away; and the attention hours. */
export function PresenceSwitch() {
  const { t } = useTexts();
  const notify = useErrorNotice();
  const client = useQueryClient();
  const me = useMe().data;
  const own = useAgents().data?.items.find((agent) => agent.id === me?.id);
  const change = useMutation({
    mutationFn: (presence: Presence) => api.send<Agent>('PUT', '/api/me/presence', { presence }),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  });
  if (!own) return null;
  const shown = change.isPending ? change.variables : own.presence;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          aria-label={`${t('presence.label')}: ${t(`presence.${shown}`)}`}
          leftSection={<span className={`presence-dot presence-${shown}`} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          className="presence-button"
        >
          <span className="presence-words">{t(`presence.${shown}`)}</span>
          {shown === 'meal' && own.presenceSince && <MealLeft since={own.presenceSince} />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {states.map((value) => (
          <Menu.Item
            key={value}
            leftSection={<span className={`presence-dot presence-${value}`} aria-hidden />}
            rightSection={value === shown ? <IconCheck size={15} aria-hidden /> : null}
            onClick={() => change.mutate(value)}
          >
            {t(`presence.${value}`)}
          </Menu.Item>
        ))}
        <Hours />
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is left of the meal; it turns red when it is over. */
function MealLeft({ since }: { since: string }) {
  const { t } = useTexts();
  const now = useNow(1_000);
  const minutes = usePolicy().data?.mealMinutes ?? 30;
  const left = Date.parse(since) + minutes * 60_000 - now;
  return (
    <Text span size="xs" ml={6} c={left < 0 ? 'red' : undefined} className="ticking">
      {left < 0 ? t('presence.mealOver', { time: spanText(-left) }) : spanText(left)}
    </Text>
  );
}

function Hours() {
  const { t, locale } = useTexts();
  const policy = usePolicy().data;
  const now = useNow(30_000);
  if (!policy || policy.hours.length === 0) return null;
  return (
    <>
      <Menu.Divider />
      <Text size="xs" c="dimmed" px="sm" py={4}>
        {t('presence.hours')}: {hoursText(policy, locale)}
        <br />
        {t(isAttended(policy, new Date(now)) ? 'presence.inside' : 'presence.outside')}
      </Text>
    </>
  );
}
