import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import type { DemoTerms, Opportunity } from '../../../shared/wire/opportunity.ts';
import { useCorrectCard } from '../conversation/use-conversation.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { DemoSection } from './demo-section.tsx';
import { useOwnOpportunities } from './use-opportunities.ts';

const OpportunityDialog = lazy(async () => ({ default: (await import('./opportunity-dialog.tsx')).OpportunityDialog }));

/**
 * What may be sold (EXS-25): the agent marks it at any point; what the diagnosis suspects is confirmed or dismissed (EXS-61).
 * Nothing where the organisation sends nobody to sell.
 */
export function OpportunitySection({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const mayAct = useMay('conversations.act');
  const [isOpen, open] = useState(false);
  const found = useOwnOpportunities(conversation.id).data;
  if (found === undefined || (found.roles.length === 0 && found.items.length === 0)) return null;
  const { items, roles } = found;
  const suspected = items.length === 0 ? suspicionOf(conversation) : null;
  return (
    <section>
      <Text component="h3" size="xs" fw={700} c="dimmed" tt="uppercase" mb={6}>
        {t('opportunities.one')}
      </Text>
      <Stack gap="xs">
        {items.map((one) => (
          <Recorded key={one.id} one={one} demos={found.demos} />
        ))}
        {suspected !== null && mayAct && (
          <Suspected conversation={conversation} category={suspected} confirm={() => open(true)} />
        )}
        {mayAct && suspected === null && roles.length > 0 && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTrendingUp size={16} aria-hidden />}
            onClick={() => open(true)}
          >
            {t('opportunities.mark')}
          </Button>
        )}
      </Stack>
      <Suspense>
        {isOpen && (
          <OpportunityDialog conversation={conversation} category={suspected} roles={roles} close={() => open(false)} />
        )}
      </Suspense>
    </section>
  );
}

/** The category that the diagnosis found; null: none. */
function suspicionOf({ card }: ConversationDetail): Opportunity['category'] | null {
  const found = card?.found.find(({ field }) => field === 'opportunity');
  return (found?.value as Opportunity['category'] | undefined) ?? null;
}

function Suspected(props: {
  conversation: ConversationDetail;
  category: Opportunity['category'];
  confirm: () => void;
}) {
  const { t } = useTexts();
  const { conversation, category, confirm } = props;
  const me = useMe().data?.id;
  const correct = useCorrectCard(conversation.id);
  const mayDismiss = conversation.mode === 'agent' && conversation.assignee === me;
  return (
    <Alert variant="light" p="xs" icon={<IconTrendingUp size={18} aria-hidden />} title={t('opportunities.suspected')}>
      <Text size="sm">{t(`opportunities.category.${category}`)}</Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" onClick={confirm}>
          {t('opportunities.confirm')}
        </Button>
        {mayDismiss && (
          <Button
            size="xs"
            variant="default"
            loading={correct.isPending}
            onClick={() => correct.mutate({ field: 'opportunity', value: null })}
          >
            {t('opportunities.dismiss')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function Recorded({ one, demos }: { one: Opportunity; demos: DemoTerms | null }) {
  const { folio, category, description, roles, recordedAt } = one;
  const { t } = useTexts();
  return (
    <div>
      <Text size="sm" fw={600}>
        {folio} · {t(`opportunities.category.${category}`)}
      </Text>
      <Text size="sm">
        <MarkedText text={description} />
      </Text>
      <Text size="xs" c="dimmed">
        {t('opportunities.goesTo', { names: roles.map(({ label }) => label).join(', ') })} · <Instant at={recordedAt} />
      </Text>
      <DemoSection one={one} terms={demos} />
    </div>
  );
}
