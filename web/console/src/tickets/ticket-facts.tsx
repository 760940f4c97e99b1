import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { PolicyView } from '../../../shared/wire/policy.ts';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { useContactCard } from '../contacts/use-contacts.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import type { Translate } from '../texts/translate.ts';
import { areaName, fieldName } from './event-words.ts';

/** Facts that stand elsewhere on the page, or that say nothing to a person. */
const elsewhere = new Set(['priority', 'area', 'subarea', 'reason', 'complexity', 'minutes']);

/** What is known of the case: who asked, why it was opened, where it is, its data and facts. */
export function TicketFacts({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const names = policy?.tickets.marks;
  const facts = Object.entries({ ...ticket.diagnosis, ...ticket.facts }).filter(
    ([name, value]) =>
      value !== null &&
      value !== false &&
      value !== '' &&
      !elsewhere.has(name) &&
      // Stands under the classification.
      !policy?.dimensions.some(({ field }) => field === name),
  );
  const subarea = policy?.areas
    .find(({ code }) => code === ticket.area)
    ?.subareas.find(({ code }) => code === ticket.subarea)?.name;
  return (
    <dl className="facts">
      {ticket.contactId && (
        <Fact name={t('tickets.column.requester')}>
          <Requester id={ticket.contactId} />
        </Fact>
      )}
      {ticket.company && <Fact name={t('tickets.company')}>{ticket.company}</Fact>}
      <Fact name={t('tickets.area')}>
        {areaName(policy, ticket.area)}
        {subarea && ` · ${subarea}`}
      </Fact>
      <Fact name={t('tickets.why')}>{t(`tickets.reason.${ticket.reason}`)}</Fact>
      <Fact name={t('tickets.opened')}>
        <Instant at={ticket.openedAt} />
      </Fact>
      {ticket.agreedAt && (
        <Fact name={t('tickets.agreed')}>
          <Instant at={ticket.agreedAt} />
        </Fact>
      )}
      {Object.entries(ticket.fields)
        .filter(([, text]) => text !== '')
        .map(([field, text]) => (
          <Fact key={field} name={fieldName(policy, field)}>
            <MarkedText text={text} />
          </Fact>
        ))}
      {facts.map(([name, value]) => (
        <Fact
          key={name}
          name={t(`field.${name}`, { defaultValue: names?.find(({ code }) => code === name)?.label ?? name })}
        >
          {value === true ? t('yes') : factWords(name, String(value), { t, policy })}
        </Fact>
      ))}
    </dl>
  );
}

/** A value by its own words, by the policy's, or as it is. */
function factWords(
  name: string,
  value: string,
  { t, policy }: { t: Translate; policy: PolicyView | undefined },
): string {
  if (name === 'channel') return t(`channel.${value}`, { defaultValue: value });
  const choices = policy?.diagnosisChoices.find(({ field }) => field === name)?.choices;
  const label = choices?.find((choice) => choice.value === value)?.label ?? value;
  return t(`value.${value}`, { defaultValue: label });
}

function Requester({ id }: { id: string }) {
  const { t } = useTexts();
  const may = useMay('contacts.read');
  const name = useContactCard(id).data?.name ?? t('tickets.unknown');
  if (!may) return name;
  return (
    <Anchor component={Link} to={`/contacts/${encodeURIComponent(id)}`} size="sm">
      {name}
    </Anchor>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
