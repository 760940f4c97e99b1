import { Alert, Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowsJoin, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { ApiError } from '../../../shared/api-client.ts';
import type { Contact, ContactCardView, ContactIdentity } from '../../../shared/wire.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { ContactFacts, isVisitor, useContactName } from './contact-facts.tsx';
import { EpisodeList } from './episode-list.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { MergeList } from './merge-list.tsx';
import { useContactCard, useContactSuggestions, useDismissal } from './use-contacts.ts';

/**
 * Everything about who writes, whatever channels they write on: beside a conversation, and on a page of its own. `known`: what
 * the conversation says of them, shown until the card is there, and where it is not: the person was erased.
 */
export function ContactCard(props: { contactId: string; isPage?: boolean; known?: Contact }) {
  const { contactId, isPage = false, known } = props;
  const query = useContactCard(contactId);
  const isGone = query.error instanceof ApiError && query.error.status === 404;
  if (known && query.data === undefined && (query.isPending || isGone)) return <ContactFacts contact={known} />;
  return <QueryStates query={query}>{(card) => <Card card={card} isPage={isPage} />}</QueryStates>;
}

function Card({ card, isPage }: { card: ContactCardView; isPage: boolean }) {
  const { t } = useTexts();
  const nameOf = useContactName();
  const mayMerge = useMay('contacts.merge');
  const [isMerging, setMerging] = useState(false);
  return (
    <Stack gap="sm">
      {mayMerge && <SuggestionBanner card={card} />}
      {!isPage && (
        <Anchor component={Link} to={`/contacts/${encodeURIComponent(card.id)}`} fw={600}>
          {nameOf(card, card.identities)}
        </Anchor>
      )}
      {card.isHeld && (
        <Badge color="yellow" variant="light" tt="none">
          {t('contacts.held')}
        </Badge>
      )}
      <ContactFacts contact={card} />
      <Heading isPage={isPage}>{t('contacts.channels')}</Heading>
      <Stack gap={4}>
        {card.identities.map((identity) => (
          <IdentityLine key={`${identity.channel}|${identity.address}`} identity={identity} />
        ))}
      </Stack>
      {card.standings.map((standing) => (
        <Text key={standing.id} size="sm">
          {t('contacts.standing', {
            name: standing.name,
            about: [standing.kind, standing.company].filter(Boolean).join(' · ') || t('none'),
          })}
        </Text>
      ))}
      <MergeList card={card} />
      {mayMerge && (
        <Group>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconArrowsJoin size={16} aria-hidden />}
            onClick={() => setMerging(true)}
          >
            {t('contacts.merge')}
          </Button>
        </Group>
      )}
      <Heading isPage={isPage}>{t('contacts.history')}</Heading>
      <EpisodeList contactId={card.id} />
      {isMerging && <MergeDialog kept={card} close={() => setMerging(false)} />}
    </Stack>
  );
}

/** Below the page's heading, or below that of the side panel's section. */
function Heading({ isPage, children }: { isPage: boolean; children: string }) {
  return (
    <Text component={isPage ? 'h2' : 'h4'} size="xs" fw={700} c="dimmed" tt="uppercase">
      {children}
    </Text>
  );
}

/** One address of the person, and whether its channel vouches for it. */
function IdentityLine({ identity }: { identity: ContactIdentity }) {
  const { t } = useTexts();
  const channel = t(`contacts.channel.${identity.channel}`, { defaultValue: identity.channel });
  return (
    <Group gap={6} wrap="nowrap" className="min-0">
      <Badge variant="default" tt="none" size="sm">
        {channel}
      </Badge>
      <Text size="sm" truncate title={identity.address}>
        {isVisitor(identity) ? t('contacts.visitor') : identity.address}
      </Text>
      {identity.isProven && (
        <IconShieldCheck size={15} role="img" aria-label={t('contacts.proven')}>
          <title>{t('contacts.proven')}</title>
        </IconShieldCheck>
      )}
    </Group>
  );
}

/** Says that somebody else may be the same person; joining is looked at first, and who is another is not suggested again. */
function SuggestionBanner({ card }: { card: ContactCardView }) {
  const { t } = useTexts();
  const nameOf = useContactName();
  const { data } = useContactSuggestions(card.id, true);
  const dismissal = useDismissal();
  const notify = useErrorNotice();
  const [isOpen, setOpen] = useState(false);
  const [first] = data?.items ?? [];
  const isNobody = first === undefined;
  // Joined: the dialog went with the suggestion, and must not come back with it after an undo.
  useEffect(() => {
    if (isNobody) setOpen(false);
  }, [isNobody]);
  if (first === undefined) return null;
  return (
    <Alert color="blue" variant="light" p="xs" title={t('contacts.suggestion')}>
      <Stack gap={6} align="flex-start">
        <Text size="sm">
          {nameOf(first.contact, first.identities)}: {t(`contacts.because.${first.reason}`)}
        </Text>
        <Group gap={6}>
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {t('contacts.compare')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            loading={dismissal.isPending}
            onClick={() => dismissal.mutate({ kept: card.id, joined: first.contact.id }, { onError: notify })}
          >
            {t('contacts.notSame')}
          </Button>
        </Group>
      </Stack>
      {isOpen && <MergeDialog kept={card} joined={first} close={() => setOpen(false)} />}
    </Alert>
  );
}
