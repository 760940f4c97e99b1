import { NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import type { Opportunity } from '../../../shared/wire/opportunity.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { useMarkOpportunity } from './use-opportunities.ts';

const categories = ['modulo_adicional', 'desarrollo_especial', 'mejora_funcional'] as const;

/** What sales has to know: who, what, and how they are reached (EXS-64). */
export function OpportunityDialog(props: {
  conversation: ConversationDetail;
  category: Opportunity['category'] | null;
  roles: readonly { label: string }[];
  close: () => void;
}) {
  const { t } = useTexts();
  const { conversation, roles, close } = props;
  const { contact, card } = conversation;
  const notice = useNotice();
  const work = useMarkOpportunity(conversation.id);
  // One for each time that the form is opened: pressed twice on a weak link, it is recorded once.
  const [id] = useState(() => crypto.randomUUID());
  const [category, setCategory] = useState<Opportunity['category']>(props.category ?? categories[0]);
  const [description, setDescription] = useState(card?.summary ?? '');
  const [name, setName] = useState(contact.name ?? '');
  const [organisation, setOrganisation] = useState(contact.organisation ?? '');
  const [reach, setReach] = useState('');
  const confirm = () => {
    const customer = { name, organisation: organisation || null, contact: reach || null };
    const module = card?.found.find(({ field }) => field === 'module')?.value ?? null;
    work.mutate(
      { id, category, module, description, customer },
      {
        onSuccess: ({ folio }) => {
          notice(t('opportunities.marked', { folio }));
          close();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('opportunities.mark')}
      body={t('opportunities.about', { names: roles.map(({ label }) => label).join(', ') })}
      action={t('opportunities.send')}
      isBusy={work.isPending}
      isBlocked={name.trim() === '' || description.trim() === ''}
      cancel={close}
      confirm={confirm}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('opportunities.kind')}
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value as Opportunity['category'])}
          data={categories.map((value) => ({ value, label: t(`opportunities.category.${value}`) }))}
        />
        <Textarea
          label={t('opportunities.description')}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          required
          maxLength={4_000}
          autosize
          minRows={3}
        />
        <TextInput
          label={t('opportunities.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          maxLength={500}
        />
        <TextInput
          label={t('opportunities.organisation')}
          value={organisation}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
          maxLength={500}
        />
        <TextInput
          label={t('opportunities.reach')}
          value={reach}
          onChange={(event) => setReach(event.currentTarget.value)}
          maxLength={500}
        />
        <Text size="sm" c="dimmed">
          {t('opportunities.noSale')}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}
