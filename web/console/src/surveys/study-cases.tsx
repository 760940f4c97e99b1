import { Anchor, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Study, StudyCase } from '../../../shared/wire/study.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';

const pathOf = (draw: string, rest: string) => `/api/surveys/studies/draws/${encodeURIComponent(draw)}/${rest}`;

/** The drawn cases, for the pollster: whom to call, and the questionnaire to fill in (CON-46, CON-47). */
export function StudyCases({ study, draw }: { study: Study; draw: string }) {
  const query = useQuery({
    queryKey: ['surveys', 'studies', draw, 'cases'],
    queryFn: ({ signal }) => api.get<{ items: StudyCase[] }>(pathOf(draw, 'cases'), signal),
  });
  return (
    <QueryStates query={query}>
      {({ items }) => (
        <Stack gap="md" mt="xs">
          {items.map((one) => (
            <OneCase key={one.ticketId} study={study} draw={draw} about={one} />
          ))}
        </Stack>
      )}
    </QueryStates>
  );
}

function OneCase({ study, draw, about }: { study: Study; draw: string; about: StudyCase }) {
  const { t } = useTexts();
  const { ticketId, folio, person, scores } = about;
  const [given, setGiven] = useState<Record<string, string>>({});
  const [comment, setComment] = useState('');
  const client = useQueryClient();
  const notify = useErrorNotice();
  const chosen = Object.entries(given).filter(([, score]) => score !== '');
  const record = useMutation({
    mutationFn: () => {
      const answers = Object.fromEntries(chosen.map(([name, score]) => [name, Number(score)]));
      return api.send('POST', pathOf(draw, 'answers'), { ticketId, scores: answers, comment });
    },
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['surveys', 'studies', draw] }),
  });
  const left = study.questions.filter(({ name }) => scores[name] === null);
  return (
    <section aria-label={folio}>
      <Group gap="xs">
        <Anchor component={Link} size="sm" to={`/tickets/${encodeURIComponent(ticketId)}`}>
          {folio}
        </Anchor>
        <Text size="sm">{person?.name ?? t('surveys.noName')}</Text>
        {person?.phone && (
          <Anchor size="sm" href={`tel:${person.phone}`}>
            {person.phone}
          </Anchor>
        )}
        {left.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('studies.answered')}
          </Text>
        )}
      </Group>
      {left.length > 0 && (
        <Stack gap="xs" mt={4} maw={420}>
          {left.map(({ name, question, scale }) => (
            <NativeSelect
              key={name}
              size="xs"
              label={question}
              value={given[name] ?? ''}
              onChange={(event) => setGiven({ ...given, [name]: event.currentTarget.value })}
              data={['', ...scoresOf(scale)]}
            />
          ))}
          <TextInput
            size="xs"
            label={t('studies.comment')}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            maxLength={2_000}
          />
          <Button
            size="compact-sm"
            w="fit-content"
            disabled={chosen.length === 0}
            loading={record.isPending}
            onClick={() => record.mutate()}
          >
            {t('studies.record')}
          </Button>
        </Stack>
      )}
    </section>
  );
}

function scoresOf(scale: { min: number; max: number } | null): string[] {
  if (scale === null) return [];
  return Array.from({ length: scale.max - scale.min + 1 }, (_, n) => String(scale.min + n));
}
