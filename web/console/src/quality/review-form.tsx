import './quality.css';
import { Badge, Button, Group, Paper, SegmentedControl, Stack, Text, Textarea, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Review, ReviewForm } from '../../../shared/wire/quality.ts';
import { useTexts } from '../texts/texts.tsx';
import { useQualityDeed } from './use-quality.ts';

type Marks = Record<string, number | null>;

/** The form of a case; `isSecond`: a second opinion, marks alone. Keys mark the criterion that is framed and go on to the next one. */
export function ReviewFormFields({ review, isSecond = false }: { review: Review; isSecond?: boolean }) {
  const { t } = useTexts();
  const [marks, setMarks] = useState<Marks>({});
  const [comment, setComment] = useState('');
  const submit = useQualityDeed<{ marks: Marks; comment: string }>(
    `/api/quality/reviews/${encodeURIComponent(review.id)}/submit`,
  );
  const isWhole = (review.form?.criteria ?? []).every(({ code }) => marks[code] !== undefined);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('quality.form')}>
      <Stack>
        <Title order={2} size="h5">
          {review.form?.label ?? t('quality.form')}
        </Title>
        {review.form && <Criteria form={review.form} marks={marks} change={setMarks} />}
        {!isSecond && (
          <Textarea
            label={t('quality.comment')}
            value={comment}
            autosize
            minRows={2}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
        )}
        <Button disabled={!isWhole} loading={submit.isPending} onClick={() => submit.mutate({ marks, comment })}>
          {t(isSecond ? 'quality.calibrate' : 'quality.submit')}
        </Button>
      </Stack>
    </Paper>
  );
}

/** The criteria of a form with their marks. */
export function Criteria(props: {
  form: ReviewForm;
  marks: Marks;
  change: (marks: Marks) => void;
  /** Digits mark; not where several forms stand on one page. */
  hasKeys?: boolean;
}) {
  const { t } = useTexts();
  const { form, marks, change, hasKeys = true } = props;
  const [now, setNow] = useState(0);
  const steps = form.marks === 'yesNo' ? [0, 1] : [1, 2, 3, 4, 5];
  const mark = (place: number, value: number | null) => {
    const code = form.criteria[place]?.code;
    if (code === undefined) return;
    change({ ...marks, [code]: value });
    setNow(Math.min(place + 1, form.criteria.length - 1));
  };
  useMarkKeys(hasKeys ? steps : [], (value) => mark(now, value));
  const labelOf = (step: number) =>
    form.marks === 'yesNo' ? t(step === 1 ? 'quality.yes' : 'quality.no') : String(step);
  const options = [
    ...steps.map((step) => ({ value: String(step), label: labelOf(step) })),
    { value: 'none', label: t('quality.notApplicable') },
  ];
  return (
    <>
      {hasKeys && (
        <Text size="xs" c="dimmed">
          {t('quality.keyboard', { keys: `${steps.join(' ')}` })}
        </Text>
      )}
      {form.criteria.map(({ code, label, weight, critical }, place) => (
        <fieldset key={code} className="criterion" data-now={(hasKeys && place === now) || undefined}>
          <legend>
            <Group gap="xs">
              <Text size="sm" fw={600} component="span">
                {label}
              </Text>
              <Text size="xs" c="dimmed" component="span">
                {t('quality.weight', { weight })}
              </Text>
              {critical && (
                <Badge size="xs" color="red" variant="light" tt="none">
                  {t('quality.critical')}
                </Badge>
              )}
            </Group>
          </legend>
          <SegmentedControl
            fullWidth
            aria-label={label}
            data={options}
            value={marks[code] === undefined ? '' : String(marks[code] ?? 'none')}
            onChange={(value) => mark(place, value === 'none' ? null : Number(value))}
          />
        </fieldset>
      ))}
    </>
  );
}

/** Digits mark, unless somebody is writing. */
function useMarkKeys(steps: readonly number[], mark: (value: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      const isWriting = target?.closest('textarea, select, input:not([type=radio]), [contenteditable]') != null;
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      const value = /^\d$/.test(event.key) ? Number(event.key) : null;
      if (value !== null && steps.includes(value)) mark(value);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
