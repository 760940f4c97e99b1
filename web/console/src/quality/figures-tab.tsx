import { useState } from 'react';
import type { QualityFigures } from '../../../shared/wire/quality.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { DaySpan, lastDays, spanQuery } from '../parts/day-span.tsx';
import { StatTile } from '../parts/stat-tile.tsx';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useQualityFigures } from './use-quality.ts';

type Line = QualityFigures['agents'][number];

/** Figures by agent between two days, and the share that was reviewed before sending (ICE-08). */
export function FiguresTab() {
  const { t } = useTexts();
  const nameOf = useAgentName();
  const [span, setSpan] = useState(() => lastDays(30));
  const columns: Column<Line>[] = [
    {
      key: 'agent',
      header: t('quality.agent'),
      isTitle: true,
      cell: ({ agentId }) => (agentId === null ? t('quality.bot') : nameOf(agentId)),
    },
    { key: 'reviews', header: t('quality.reviews'), isNumber: true, cell: ({ reviews }) => reviews },
    { key: 'average', header: t('quality.average'), isNumber: true, cell: ({ average }) => average ?? '—' },
    { key: 'lowest', header: t('quality.lowest'), isNumber: true, cell: ({ lowest }) => lowest ?? '—' },
    { key: 'criticals', header: t('quality.criticalCount'), isNumber: true, cell: ({ criticals }) => criticals },
    { key: 'appeals', header: t('quality.appeals'), isNumber: true, cell: ({ appeals }) => appeals },
  ];
  return (
    <>
      <DaySpan span={span} change={setSpan} />
      <QueryStates query={useQualityFigures(spanQuery(span))}>
        {({ agents, preSend }) => (
          <>
            {preSend && <ShareTile share={preSend} />}
            {agents.length === 0 ? (
              <EmptyState>{t('quality.emptyFigures')}</EmptyState>
            ) : (
              <DataTable
                label={t('quality.figures')}
                rows={agents}
                columns={columns}
                rowKey={({ agentId }) => agentId ?? ''}
              />
            )}
          </>
        )}
      </QueryStates>
    </>
  );
}

function ShareTile({ share }: { share: NonNullable<QualityFigures['preSend']> }) {
  const { t } = useTexts();
  const { generated, reviewed, least } = share;
  const part = generated === 0 ? null : reviewed / generated;
  const hint = t('quality.shareHint', { reviewed, generated, least: Math.round((least ?? 0) * 100) });
  const tone = part === null ? 'plain' : part >= (least ?? 0) ? 'good' : 'bad';
  return (
    <div className="stat-tiles">
      <StatTile
        label={t('quality.share')}
        value={part === null ? '—' : `${Math.round(part * 100)} %`}
        tone={tone}
        hint={hint}
      />
    </div>
  );
}
