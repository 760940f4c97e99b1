import { Anchor, Badge, Grid, Group, Paper, Stack, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { ContactCardView } from '../../../shared/wire.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { ContactCard } from './contact-card.tsx';
import { useContactName } from './contact-facts.tsx';
import { useContactCard, useContactTickets } from './use-contacts.ts';

/** One person: card and history on one side, tickets and consents on the other. */
export function ContactPage() {
  const { id = '' } = useParams();
  const query = useContactCard(id);
  return (
    <div className="page">
      <QueryStates query={query}>{(card) => <PersonView card={card} />}</QueryStates>
    </div>
  );
}

function PersonView({ card }: { card: ContactCardView }) {
  const nameOf = useContactName();
  const maySeeTickets = useMay('tickets.read');
  return (
    <>
      <PageHeader title={nameOf(card, card.identities)} back="/contacts" />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Paper withBorder p="md">
            <ContactCard contactId={card.id} isPage />
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            {maySeeTickets && <Tickets contactId={card.id} />}
            <Consents card={card} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function Tickets({ contactId }: { contactId: string }) {
  const { t } = useTexts();
  const query = useContactTickets(contactId);
  return (
    <Paper withBorder p="md">
      <Text component="h2" fw={600} mb="sm">
        {t('tickets.title')}
      </Text>
      <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('contacts.noTickets')}>
        {({ items }) => (
          <Stack gap="xs">
            {items.map((ticket) => (
              <div key={ticket.id}>
                <Group gap={6}>
                  <Anchor component={Link} to={`/tickets/${encodeURIComponent(ticket.id)}`} size="sm" fw={600}>
                    {ticket.folio}
                  </Anchor>
                  <Badge variant="light" tt="none" size="sm">
                    {ticket.agentLabel}
                  </Badge>
                </Group>
                <Text size="sm" lineClamp={1}>
                  {ticket.subject}
                </Text>
              </div>
            ))}
          </Stack>
        )}
      </QueryStates>
    </Paper>
  );
}

function Consents({ card }: { card: ContactCardView }) {
  const { t } = useTexts();
  if (card.consents.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Text component="h2" fw={600} mb="sm">
        {t('contacts.consents')}
      </Text>
      {card.consents.map(({ at, kind, answer, version, channel }) => (
        <Text key={`${at}${kind}${answer}${channel}`} size="sm">
          {t(`contacts.consentTo.${kind}`)}: {t(`contacts.answer.${answer}`, { version })} · <Instant at={at} />
        </Text>
      ))}
    </Paper>
  );
}
