import { Anchor, Badge, Button, Group, Paper, SegmentedControl, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Cycle, Finding } from '../../../shared/wire/audit-cycle.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { findingPath, useCycleDeed } from './use-cycles.ts';

const MOST = 4_000;
type One = { cycle: Cycle; finding: Finding };

/** One inconsistency, its answer and its evaluation, each with its form for whoever's turn it is. */
export function FindingCard({ cycle, finding }: One) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  const { number, review, agentId, conversationId, leftOut, answer } = finding;
  const title = t('cycles.finding', { number });
  const isPast = cycle.state !== 'draft' && cycle.state !== 'delivered';
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="xs">
        <Group gap="xs">
          <Title order={3} size="h5">
            {title}
          </Title>
          {review !== null && (
            <Badge color="red" variant="light" tt="none">
              {t('cycles.mark', { mark: review.mark })}
            </Badge>
          )}
          {leftOut && (
            <Badge color="gray" variant="light" tt="none">
              {t('cycles.leftOut')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {review === null ? t('cycles.byHand') : t('cycles.case', { label: review.label, number: review.caseNumber })}
          {agentId !== null && ` · ${nameOf(agentId)}`}
        </Text>
        {conversationId !== null && (
          <Anchor size="sm" w="fit-content" component={Link} to={`/inbox/${encodeURIComponent(conversationId)}`}>
            {t('cycles.conversation')}
          </Anchor>
        )}
        {review !== null && <Text fw={600}>{review.criterion}</Text>}
        <Found finding={finding} isWritten={cycle.may.write} />
        {cycle.may.write && <WordForm cycle={cycle} finding={finding} />}
        {isPast && <Answer finding={finding} />}
        {cycle.may.answer && <AnswerForm key={answer?.at ?? ''} cycle={cycle} finding={finding} />}
        <Evaluation finding={finding} />
        {cycle.may.evaluate && <EvaluateForm key={finding.evaluation?.at ?? ''} cycle={cycle} finding={finding} />}
      </Stack>
    </Paper>
  );
}

/** What the report says of it, and what the reviewer remarked. */
function Found({ finding: { text, review }, isWritten }: { finding: Finding; isWritten: boolean }) {
  const { t } = useTexts();
  return (
    <>
      {text !== null && !isWritten && (
        <Text className="ticket-text">
          <MarkedText text={text} />
        </Text>
      )}
      {review?.comment && (
        <Text size="sm" className="ticket-text">
          {t('cycles.remark')}: <MarkedText text={review.comment} />
        </Text>
      )}
    </>
  );
}

function WordForm({ cycle, finding }: One) {
  const { t } = useTexts();
  const [text, setText] = useState(finding.text ?? '');
  const word = useCycleDeed(cycle.id, findingPath(finding.id, 'word'));
  return (
    <>
      <Textarea
        label={t('cycles.word')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={MOST}
        autosize
        minRows={1}
      />
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={text === (finding.text ?? '')}
          loading={word.isPending}
          onClick={() => word.mutate({ text, leftOut: finding.leftOut })}
        >
          {t('cycles.saveWord')}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => word.mutate({ text, leftOut: !finding.leftOut })}>
          {t(finding.leftOut ? 'cycles.takeIn' : 'cycles.leaveOut')}
        </Button>
      </Group>
    </>
  );
}

function Answer({ finding: { answer } }: { finding: Finding }) {
  const { t } = useTexts();
  if (answer === null)
    return (
      <Text size="sm" c="dimmed">
        {t('cycles.noAnswer')}
      </Text>
    );
  const words = (text: string) => (text === '' ? t('cycles.erased') : <MarkedText text={text} />);
  return (
    <div className="cycle-said">
      <Text size="sm" className="ticket-text">
        <strong>{t('cycles.action')}:</strong> {words(answer.action)}
      </Text>
      <Text size="sm" className="ticket-text">
        <strong>{t('cycles.answer')}:</strong> {words(answer.text)}
      </Text>
      <SaidBy said={answer} />
    </div>
  );
}

function AnswerForm({ cycle, finding }: One) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(finding.answer === null);
  const [action, setAction] = useState(finding.answer?.action ?? '');
  const [text, setText] = useState(finding.answer?.text ?? '');
  const answer = useCycleDeed(cycle.id, findingPath(finding.id, 'answer'));
  if (!isOpen) return <Again text={t('cycles.change')} open={() => setOpen(true)} />;
  return (
    <>
      <Textarea
        label={t('cycles.action')}
        value={action}
        onChange={(event) => setAction(event.currentTarget.value)}
        maxLength={MOST}
        autosize
        minRows={1}
      />
      <Textarea
        label={t('cycles.answer')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={MOST}
        autosize
        minRows={2}
      />
      <Group>
        <Button
          size="xs"
          disabled={action.trim() === '' || text.trim() === ''}
          loading={answer.isPending}
          onClick={() => answer.mutate({ action, text })}
        >
          {t('cycles.saveAnswer')}
        </Button>
      </Group>
    </>
  );
}

function Evaluation({ finding: { evaluation } }: { finding: Finding }) {
  const { t } = useTexts();
  if (evaluation === null) return null;
  return (
    <div className="cycle-said">
      <Text size="sm" className="ticket-text">
        <strong>
          {t('cycles.evaluation')}: {t(`cycles.verdict.${evaluation.verdict}`)}.
        </strong>{' '}
        {evaluation.text === '' ? t('cycles.erased') : <MarkedText text={evaluation.text} />}
      </Text>
      <SaidBy said={evaluation} />
    </div>
  );
}

function EvaluateForm({ cycle, finding }: One) {
  const { t } = useTexts();
  const { evaluation } = finding;
  const [isOpen, setOpen] = useState(evaluation === null);
  const [verdict, setVerdict] = useState<string>(evaluation?.verdict ?? 'accepted');
  const [text, setText] = useState(evaluation?.text ?? '');
  const evaluate = useCycleDeed(cycle.id, findingPath(finding.id, 'evaluate'));
  if (!isOpen) return <Again text={t('cycles.reevaluate')} open={() => setOpen(true)} />;
  return (
    <>
      <SegmentedControl
        aria-label={t('cycles.evaluation')}
        value={verdict}
        onChange={setVerdict}
        data={(['accepted', 'insufficient'] as const).map((value) => ({ value, label: t(`cycles.verdict.${value}`) }))}
      />
      <Textarea
        label={t('cycles.why')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={MOST}
        autosize
        minRows={1}
      />
      <Group>
        <Button
          size="xs"
          disabled={text.trim() === ''}
          loading={evaluate.isPending}
          onClick={() => evaluate.mutate({ verdict, text })}
        >
          {t('cycles.saveEvaluation')}
        </Button>
      </Group>
    </>
  );
}

function Again({ text, open }: { text: string; open: () => void }) {
  return (
    <Group>
      <Button size="xs" variant="subtle" onClick={open}>
        {text}
      </Button>
    </Group>
  );
}

function SaidBy({ said: { by: name, at } }: { said: { by: string; at: string } }) {
  const { t } = useTexts();
  return (
    <Text size="xs" c="dimmed">
      {t('cycles.said', { name })}
      <Instant at={at} />
    </Text>
  );
}
