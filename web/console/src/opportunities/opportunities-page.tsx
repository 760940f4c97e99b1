import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { DemoTerms, Opportunity } from '../../../shared/wire/opportunity.ts';
import { useModules } from '../knowledge/use-modules.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { DemoSection } from './demo-section.tsx';
import { useOpportunities } from './use-opportunities.ts';

/** What the desk handed over to sales (EXS-63, EXS-65), newest first. */
export function OpportunitiesPage() {
  const { t } = useTexts();
  const query = useOpportunities();
  const [params] = useSearchParams();
  return (
    <div className="page">
      <PageHeader title={t('opportunities.title')} about={t('opportunities.pageAbout')} />
      <QueryStates query={query}>
        {({ pages }) => {
          const demos = pages[0]?.demos ?? null;
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <EmptyState icon={IconTrendingUp}>{t('opportunities.empty')}</EmptyState>;
          return (
            <Stack maw={820}>
              {items.map((one) => (
                <OpportunityCard key={one.id} one={one} demos={demos} isWanted={one.folio === params.get('id')} />
              ))}
              <MoreButton query={query} />
            </Stack>
          );
        }}
      </QueryStates>
    </div>
  );
}

function OpportunityCard(props: { one: Opportunity; demos: DemoTerms | null; isWanted: boolean }) {
  const { one, demos, isWanted } = props;
  const { t } = useTexts();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) card.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  const { folio, category, module, description, customer, conversationId, roles, recordedAt } = one;
  const { name, organisation, contact } = customer;
  const modules = useModules();
  const moduleName = modules.find(({ value }) => value === module)?.label ?? module;
  return (
    <Paper withBorder p="md" component="section" aria-label={folio} ref={card}>
      <Title order={2} size="h5">
        {folio} · {t(`opportunities.category.${category}`)}
      </Title>
      <Text size="sm" c="dimmed">
        <Instant at={recordedAt} /> · {t('opportunities.goesTo', { names: roles.map(({ label }) => label).join(', ') })}
      </Text>
      <Text mt="xs">
        <MarkedText text={description} />
      </Text>
      <dl className="facts">
        {[
          ['name', name],
          ['organisation', organisation],
          ['reach', contact],
          ['module', moduleName],
        ].map(([key, value]) =>
          value === null ? null : (
            <div key={key}>
              <dt>{t(`opportunities.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <DemoSection one={one} terms={demos} />
      <Anchor component={Link} to={`/inbox/${encodeURIComponent(conversationId)}`} size="sm">
        {t('opportunities.open')}
      </Anchor>
    </Paper>
  );
}
