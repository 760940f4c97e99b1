import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconLink, IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import type { PasswordLink } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { makePasswordLink, type Person, usePersonDeed } from './use-people.ts';

/** How somebody signs in, and what an administrator does when they cannot: a link, or the second factor taken away. */
export function PersonAccess({ person, isFresh }: { person: Person; isFresh: boolean }) {
  const { t } = useTexts();
  const [link, setLink] = useState<PasswordLink | null>(null);
  const [isResetting, setResetting] = useState(false);
  const make = usePersonDeed((mail: boolean) => makePasswordLink(person.id, mail), setLink);
  const reset = usePersonDeed(
    () => api.send('DELETE', `/api/agents/${encodeURIComponent(person.id)}/totp`),
    () => setResetting(false),
  );
  const { access } = person;
  const hasPassword = access !== null && access.login !== null;
  return (
    <Stack gap="sm">
      {isFresh && !link && (
        <Alert color="blue" role="status">
          {t('people.freshHint')}
        </Alert>
      )}
      <Text size="sm">
        {hasPassword ? t('account.signsInWith', { login: access.login }) : t('people.noPasswordYet')}
        {access?.totpSince && (
          <>
            {' · '}
            {t('account.totpOn')} <Instant at={access.totpSince} />
          </>
        )}
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant={hasPassword ? 'default' : 'filled'}
          leftSection={<IconLink size={15} aria-hidden />}
          loading={make.isPending}
          onClick={() => make.mutate(false)}
        >
          {t(hasPassword ? 'people.resetLink' : 'people.inviteLink')}
        </Button>
        {person.email && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconMail size={15} aria-hidden />}
            loading={make.isPending}
            onClick={() => make.mutate(true)}
          >
            {t('people.byMail')}
          </Button>
        )}
        {access?.totpSince && (
          <Button size="xs" variant="default" onClick={() => setResetting(true)}>
            {t('people.resetTotp')}
          </Button>
        )}
      </Group>
      {link && <LinkShown link={link} />}
      <ConfirmDialog
        isOpen={isResetting}
        title={t('people.resetTotp')}
        body={t('people.resetTotpAbout', { name: person.name })}
        action={t('people.resetTotp')}
        isDanger
        isBusy={reset.isPending}
        cancel={() => setResetting(false)}
        confirm={() => reset.mutate(undefined)}
      />
    </Stack>
  );
}

function LinkShown({ link }: { link: PasswordLink }) {
  const { t } = useTexts();
  return (
    <Alert color={link.mailed ? 'green' : 'blue'} role="status">
      <Text size="sm" mb={6}>
        {t(link.mailed ? 'people.mailed' : 'people.handOver')} {t('people.until')} <Instant at={link.expiresAt} />.
      </Text>
      <Group gap={4} wrap="nowrap">
        <TextInput aria-label={t('people.link')} value={link.url} readOnly className="grow" size="xs" />
        <CopyButton value={link.url} />
      </Group>
    </Alert>
  );
}
