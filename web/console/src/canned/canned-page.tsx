import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CannedReply } from '../../../shared/wire/canned-reply.ts';
import { newKey } from '../conversation/outgoing.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { EditCanned } from './edit-canned.tsx';
import { useCannedReplies, useRemoveCanned } from './use-canned-replies.ts';

const kinds = ['own', 'shared', 'policy'] as const;
type Asked = { readonly deed: 'edit' | 'remove'; readonly reply: CannedReply };

/** Texts that agents send as they are: one's own to write, the desk's for leads, the policy's to read. */
export function CannedPage() {
  const { t } = useTexts();
  const query = useCannedReplies();
  const [asked, ask] = useState<Asked | null>(null);
  const blank = (): CannedReply => ({
    ...{ id: newKey(), kind: 'own', title: '', text: '', uses: 0, foreignHosts: [] },
  });
  return (
    <div className="page">
      <PageHeader title={t('canned.title')} about={t('canned.about')}>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask({ deed: 'edit', reply: blank() })}>
          {t('canned.add')}
        </Button>
      </PageHeader>
      <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('canned.empty')}>
        {({ items }) => (
          <Stack maw={820} gap="lg">
            {kinds.map((kind) => {
              const some = items.filter((reply) => reply.kind === kind);
              return some.length === 0 ? null : <Replies key={kind} kind={kind} replies={some} ask={ask} />;
            })}
          </Stack>
        )}
      </QueryStates>
      {asked?.deed === 'edit' && (
        <EditCanned reply={asked.reply} variables={query.data?.variables ?? []} close={() => ask(null)} />
      )}
      {asked?.deed === 'remove' && <RemoveDialog reply={asked.reply} close={() => ask(null)} />}
    </div>
  );
}

function Replies(props: { kind: CannedReply['kind']; replies: readonly CannedReply[]; ask: (asked: Asked) => void }) {
  const { t } = useTexts();
  const mayShare = useMay('cannedReplies.share');
  const { kind, replies, ask } = props;
  const mayWrite = kind === 'own' || (kind === 'shared' && mayShare);
  return (
    <Stack component="section" gap="xs" aria-label={t(`canned.kind.${kind}`)}>
      <Title order={2} size="h5">
        {t(`canned.kind.${kind}`)}
      </Title>
      {replies.map((reply) => (
        <Paper key={reply.id} withBorder p="sm">
          <div className="card-line">
            <div className="min-0">
              <Text fw={600}>{reply.title}</Text>
              <Text size="sm" className="ticket-text" lineClamp={4}>
                {reply.text}
              </Text>
              <Text size="xs" c="dimmed" mt={4}>
                {t('canned.uses', { count: reply.uses })}
              </Text>
              {reply.foreignHosts.length > 0 && (
                <Alert color="orange" mt="xs" p="xs">
                  {t('canned.foreign', { hosts: reply.foreignHosts.join(', ') })}
                </Alert>
              )}
            </div>
            {mayWrite && (
              <Group gap="xs">
                <Button size="xs" variant="default" onClick={() => ask({ deed: 'edit', reply })}>
                  {t('canned.edit')}
                </Button>
                <Button size="xs" variant="subtle" color="red" onClick={() => ask({ deed: 'remove', reply })}>
                  {t('canned.remove')}
                </Button>
              </Group>
            )}
          </div>
        </Paper>
      ))}
    </Stack>
  );
}

function RemoveDialog({ reply, close }: { reply: CannedReply; close: () => void }) {
  const { t } = useTexts();
  const remove = useRemoveCanned(close);
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('canned.removeTitle')}
      body={t('canned.removeBody', { title: reply.title })}
      action={t('canned.remove')}
      isBusy={remove.isPending}
      cancel={close}
      confirm={() => remove.mutate(reply.id)}
    />
  );
}
