import { Alert, Paper, Stack, Text, Title } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useErrorText } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import './access.css';

/** The card of every page before the console: what is asked, what went wrong, and the form. */
export function WayIn(props: {
  title: string;
  about?: ReactNode;
  error?: unknown;
  submit?: () => void;
  children: ReactNode;
}) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const { title, about, error, submit, children } = props;
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit?.();
  };
  return (
    <main className="way-in">
      <Paper withBorder p="xl" className="way-in-card">
        <Stack component="form" onSubmit={send} gap="md">
          <div>
            <Text size="sm" c="dimmed" fw={700}>
              {t('brand')}
            </Text>
            <Title order={1} size="h3">
              {title}
            </Title>
            {about && (
              <Text c="dimmed" size="sm" mt={4}>
                {about}
              </Text>
            )}
          </div>
          {Boolean(error) && (
            <Alert color="red" role="alert">
              {errorText(error)}
            </Alert>
          )}
          {children}
        </Stack>
      </Paper>
    </main>
  );
}
