import { ActionIcon, Badge, Button, Collapse, Group, Paper, Text, Title } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleMinus,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { FirstSteps } from '../../../../shared/wire.ts';
import { useTexts } from '../../texts/texts.tsx';
import { WhatsappPanel } from '../whatsapp-panel.tsx';
import { InviteStep } from './invite-step.tsx';
import { KnowledgeStep } from './knowledge-step.tsx';
import { TryChat } from './try-chat.tsx';

type Step = FirstSteps['steps'][number];

const icons = { open: IconCircle, done: IconCircleCheckFilled, skipped: IconCircleMinus } as const;

/** One step: what it is for, the thing itself, and the way past it. The first open one is unfolded. */
export function StepCard(props: { step: Step; isFirst: boolean; mark: (state: Step['state']) => void }) {
  const { t } = useTexts();
  const { step, isFirst, mark } = props;
  const [chosen, setChosen] = useState<boolean | null>(null);
  // What was unfolded stays so when its step is done: nobody loses the chat that they are writing in.
  const wasFirst = useRef(false);
  if (isFirst) wasFirst.current = true;
  const isOpen = chosen ?? wasFirst.current;
  const State = icons[step.state];
  const Arrow = isOpen ? IconChevronUp : IconChevronDown;
  const title = t(`firstSteps.${step.step}.title`);
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <State size={22} aria-hidden className="no-shrink" data-step={step.state} />
          <Title order={2} size="h5">
            {title}
          </Title>
          {step.state !== 'open' && (
            <Badge size="sm" variant="light" className="no-shrink" color={step.state === 'done' ? 'green' : 'gray'}>
              {t(`firstSteps.state.${step.state}`)}
            </Badge>
          )}
        </Group>
        <ActionIcon
          variant="subtle"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'firstSteps.fold' : 'firstSteps.unfold', { step: title })}
          onClick={() => setChosen(!isOpen)}
        >
          <Arrow size={18} />
        </ActionIcon>
      </Group>
      <Collapse expanded={isOpen}>
        <Text size="sm" c="dimmed" my="sm">
          {t(`firstSteps.${step.step}.about`)}
        </Text>
        {isOpen && <StepBody step={step.step} />}
        {step.step !== 'administrator' && (
          <Group mt="md" gap="xs">
            {step.state === 'open' ? (
              <>
                <Button size="xs" variant="default" onClick={() => mark('done')}>
                  {t('firstSteps.markDone')}
                </Button>
                <Button size="xs" variant="subtle" onClick={() => mark('skipped')}>
                  {t('firstSteps.skip')}
                </Button>
              </>
            ) : (
              <Button size="xs" variant="subtle" onClick={() => mark('open')}>
                {t('firstSteps.reopen')}
              </Button>
            )}
          </Group>
        )}
      </Collapse>
    </Paper>
  );
}

function StepBody({ step }: Pick<Step, 'step'>) {
  if (step === 'chat') return <TryChat />;
  if (step === 'invite') return <InviteStep />;
  if (step === 'whatsapp') return <WhatsappPanel />;
  if (step === 'knowledge') return <KnowledgeStep />;
  return null;
}
