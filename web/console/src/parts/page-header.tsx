import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../texts/texts.tsx';

/** The head of a page: its one heading, what it is for, the way back, and what can be done on it. */
export function PageHeader(props: { title: ReactNode; about?: ReactNode; back?: string; children?: ReactNode }) {
  const { t } = useTexts();
  const { title, about, back, children } = props;
  return (
    <Group component="header" justify="space-between" align="flex-start" gap="sm" mb="md">
      <Group gap="xs" wrap="nowrap" align="flex-start" className="min-0">
        {back !== undefined && (
          <ActionIcon component={Link} to={back} variant="subtle" aria-label={t('back')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        )}
        <div className="min-0">
          <Title order={1} size="h3">
            {title}
          </Title>
          {about && (
            <Text size="sm" c="dimmed" maw={640}>
              {about}
            </Text>
          )}
        </div>
      </Group>
      {children && (
        <Group gap="xs" className="page-actions">
          {children}
        </Group>
      )}
    </Group>
  );
}
