import { Select } from '@mantine/core';
import type { TransferTarget } from '../../../shared/wire/inbox.ts';
import { useAgents } from '../app/use-agents.ts';
import { useMe, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** Chooses another agent, those online first, or an area. */
export function TransferField(props: { value: TransferTarget | null; choose: (to: TransferTarget | null) => void }) {
  const { t } = useTexts();
  const { value, choose } = props;
  const me = useMe().data?.id;
  const areas = usePolicy().data?.areas ?? [];
  const agents = (useAgents().data?.items ?? []).filter(({ id }) => id !== me);
  const byPresence = [...agents].sort((a, b) => Number(b.presence === 'online') - Number(a.presence === 'online'));
  const people = byPresence.map(({ id, name, presence }) => {
    return { value: `agent:${id}`, label: `${name} · ${t(`presence.${presence}`)}` };
  });
  const places = areas.map(({ code, name }) => ({ value: `area:${code}`, label: name }));
  return (
    <Select
      label={t('conversation.transferTo')}
      placeholder={t('conversation.transferHint')}
      searchable
      data={[
        { group: t('conversation.people'), items: people },
        { group: t('conversation.areas'), items: places },
      ].filter(({ items }) => items.length > 0)}
      value={value && ('agent' in value ? `agent:${value.agent}` : `area:${value.area}`)}
      onChange={(chosen) => {
        const code = chosen?.slice(chosen.indexOf(':') + 1) ?? '';
        choose(chosen === null ? null : chosen.startsWith('agent:') ? { agent: code } : { area: code });
      }}
    />
  );
}
