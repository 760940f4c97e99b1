import { Badge, Tooltip } from '@mantine/core';
import type { Entry, EntryState } from '../../../shared/wire.ts';
import { useTexts } from '../texts/texts.tsx';

const stateColors: Record<EntryState, string> = { draft: 'gray', published: 'green', archived: 'orange' };

/** Whether people get an entry. */
export function StateBadge({ state }: { state: EntryState }) {
  const { t } = useTexts();
  return (
    <Badge variant="light" color={stateColors[state]} className="no-shrink">
      {t(`knowledge.states.${state}`)}
    </Badge>
  );
}

const linkColors = { ok: 'green', unchecked: 'gray', unreachable: 'orange', broken: 'red' } as const;

/** How an entry's link is: a broken one is not sent (EXS-36). */
export function LinkBadge({ link, url }: Pick<Entry, 'link' | 'url'>) {
  const { t } = useTexts();
  if (url === null) return t('knowledge.noLink');
  const why = link.problem === null ? null : t(`knowledge.problem.${link.problem}`, { defaultValue: link.problem });
  const badge = (
    <Badge variant="dot" color={linkColors[link.state]} className="no-shrink">
      {t(`knowledge.linkState.${link.state}`)}
    </Badge>
  );
  return why === null ? badge : <Tooltip label={why}>{badge}</Tooltip>;
}
