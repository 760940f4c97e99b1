import './tickets.css';
import './ticket.css';
import { Anchor, Button, Group, Paper, Text } from '@mantine/core';
import { IconEye, IconMessageCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Ticket, TicketDetail } from '../../../shared/wire/ticket.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useMay } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { useVault } from '../vault/use-vault.ts';
import { VaultItems } from '../vault/vault-section.tsx';
import { AddFiles } from './add-files.tsx';
import { AgreeDate } from './agree-date.tsx';
import { ClassificationPanel, useDimensions } from './classification-panel.tsx';
import { ClocksPanel } from './clocks-panel.tsx';
import { EditFields } from './edit-fields.tsx';
import { EscalationPanel } from './escalation-panel.tsx';
import { KindPanel } from './kind-panel.tsx';
import { MissingFields } from './missing-fields.tsx';
import { MovePanel } from './move-panel.tsx';
import { useHasPriorities } from './names.tsx';
import { NoteForm } from './note-form.tsx';
import { PriorityPanel } from './priority-panel.tsx';
import { RelationsPanel } from './relations-panel.tsx';
import { RequesterView } from './requester-view.tsx';
import { RouteButton } from './route-panel.tsx';
import { StepsPanel } from './steps-panel.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { TicketFile } from './ticket-files.tsx';
import { TicketHead } from './ticket-head.tsx';
import { TicketTags } from './ticket-tags.tsx';
import { TicketTimeline } from './timeline.tsx';
import { useLadders, useTicket } from './use-ticket.ts';

/** A ticket: what happened, what may be done, how its clocks stand, and what its requester sees of it. */
export function TicketPage() {
  const { id = '' } = useParams();
  const query = useTicket(id);
  return (
    <div className="page">
      <QueryStates query={query}>{(detail) => <TicketView key={id} detail={detail} />}</QueryStates>
    </div>
  );
}

function TicketView({ detail }: { detail: TicketDetail }) {
  const { t } = useTexts();
  const { ticket } = detail;
  const [isSeen, see] = useState(() => window.matchMedia('(min-width: 62em)').matches);
  useShortcut('v', { text: 'tickets.keys.requester', group: 'ticket' }, () => see(!isSeen));
  return (
    <>
      <TicketHead ticket={ticket}>
        <Button
          size="compact-sm"
          variant={isSeen ? 'light' : 'default'}
          leftSection={<IconEye size={15} aria-hidden />}
          aria-pressed={isSeen}
          onClick={() => see(!isSeen)}
        >
          {t('tickets.seen.button')}
        </Button>
      </TicketHead>
      <TicketTags ticket={ticket} />
      <MovePanel detail={detail} />
      <KindPanel ticket={ticket} />
      <div className="ticket-layout" data-seen={isSeen || undefined}>
        <div className="ticket-main">
          <CaseText ticket={ticket} />
          <MissingFields ticket={ticket} />
          <NoteForm ticket={ticket} />
          <Text component="h2" fw={600} size="sm">
            {t('tickets.history')}
          </Text>
          <TicketTimeline detail={detail} />
        </div>
        {isSeen && <RequesterView ticket={ticket} />}
        <Side detail={detail} />
      </div>
    </>
  );
}

function CaseText({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  return (
    <section aria-label={t('tickets.case')}>
      <Text size="sm" className="ticket-text">
        <MarkedText text={ticket.description} />
      </Text>
      {ticket.attachments.map((file) => (
        <TicketFile key={file.fileId} file={file} ticketId={ticket.id} />
      ))}
      <AddFiles ticket={ticket} />
      {ticket.conversationId && (
        <Anchor
          component={Link}
          to={`/inbox/${encodeURIComponent(ticket.conversationId)}`}
          size="sm"
          className="with-icon"
        >
          <IconMessageCircle size={15} aria-hidden /> {t('tickets.conversation')}
        </Anchor>
      )}
    </section>
  );
}

function Side({ detail }: { detail: TicketDetail }) {
  const { ticket, steps, responsible } = detail;
  const { t } = useTexts();
  const hasPriorities = useHasPriorities();
  const dimensions = useDimensions(ticket);
  const ladders = useLadders(ticket).data ?? [];
  return (
    <aside className="ticket-side" aria-label={t('tickets.about')}>
      <Part title={t('tickets.parts.clocks')}>
        <ClocksPanel ticket={ticket} />
        <AgreeDate ticket={ticket} />
      </Part>
      {dimensions.length > 0 && (
        <Part title={t('caseWork.classification')}>
          <ClassificationPanel ticket={ticket} />
        </Part>
      )}
      {steps.length + responsible.length > 0 && (
        <Part title={t('caseWork.steps')}>
          <StepsPanel detail={detail} />
        </Part>
      )}
      {hasPriorities && (
        <Part title={t('tickets.column.priority')}>
          <PriorityPanel ticket={ticket} />
        </Part>
      )}
      <Part title={t('tickets.parts.case')}>
        <TicketFacts ticket={ticket} />
        <Group gap={6} mt={8}>
          <EditFields ticket={ticket} />
          <RouteButton ticket={ticket} />
        </Group>
      </Part>
      {ladders.length > 0 && (
        <Part title={t('tickets.escalate.part')}>
          <EscalationPanel ticket={ticket} ladders={ladders} />
        </Part>
      )}
      <Part title={t('tickets.parts.relations')}>
        <RelationsPanel ticket={ticket} />
      </Part>
      {ticket.conversationId && <TicketVault conversationId={ticket.conversationId} version={ticket.version} />}
    </aside>
  );
}

/** What the requester handed over safely, in the conversation that the ticket came from. */
function TicketVault({ conversationId, version }: { conversationId: string; version: number }) {
  const { t } = useTexts();
  const may = useMay('vault.read');
  const items = useVault(conversationId, version).data ?? [];
  if (!may || items.length === 0) return null;
  return (
    <Part title={t('tickets.parts.vault')}>
      <VaultItems items={items} />
    </Part>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="sm" component="section">
      <Text component="h2" fw={600} size="sm" mb={6}>
        {title}
      </Text>
      {children}
    </Paper>
  );
}
