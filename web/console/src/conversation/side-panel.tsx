import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConversationDetail } from '../../../shared/wire.ts';
import { ContactCard } from '../contacts/contact-card.tsx';
import { ContactFacts } from '../contacts/contact-facts.tsx';
import { OpportunitySection } from '../opportunities/opportunity-section.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { VaultSection } from '../vault/vault-section.tsx';
import { DrsCard } from './drs-card.tsx';
import { Protocol } from './protocol.tsx';
import { Suggestions } from './suggestions.tsx';
import { WorkClockRing } from './work-clock-ring.tsx';

/** What is known beside the transcript: clock, person, diagnosis, protocol. */
export function SidePanel(props: {
  conversation: ConversationDetail;
  isOpen: boolean;
  readAt: number;
  send: (text: string) => void;
}) {
  const { t } = useTexts();
  const { conversation, isOpen, readAt, send } = props;
  const mayKnow = useMay('knowledge.read');
  const maySee = useMay('vault.read');
  const maySeeContacts = useMay('contacts.read');
  return (
    <aside
      className={isOpen ? 'conversation-side is-open' : 'conversation-side'}
      aria-label={t('conversation.details')}
      // It scrolls by keyboard also while nothing in it can be pressed.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
      tabIndex={0}
    >
      <Stack gap="lg">
        <WorkClockRing work={conversation.work} readAt={readAt} />
        <Section title={t('drs.title')}>
          <DrsCard conversation={conversation} />
        </Section>
        <OpportunitySection conversation={conversation} />
        {mayKnow && conversation.mode !== 'closed' && (
          <Section title={t('conversation.suggestions')}>
            <Suggestions conversation={conversation} send={send} />
          </Section>
        )}
        {maySee && (
          <Section title={t('vault.title')}>
            <VaultSection conversation={conversation} />
          </Section>
        )}
        <Section title={t('contact.title')}>
          {maySeeContacts ? (
            <ContactCard contactId={conversation.contact.id} known={conversation.contact} />
          ) : (
            <ContactFacts contact={conversation.contact} />
          )}
        </Section>
        <Section title={t('protocol.title')}>
          <Protocol steps={conversation.protocol} />
        </Section>
      </Stack>
    </aside>
  );
}

/** A titled part of the side. */
function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Text component="h3" size="xs" fw={700} c="dimmed" tt="uppercase" mb={6}>
        {title}
      </Text>
      {children}
    </section>
  );
}
