import { Button, Group, Modal, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { CannedReply, CannedVariable } from '../../../shared/wire/canned-reply.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useSaveCanned } from './use-canned-replies.ts';

/** Writes a canned reply; what it names between braces is filled in when it is used. */
export function EditCanned(props: { reply: CannedReply; variables: readonly CannedVariable[]; close: () => void }) {
  const { t } = useTexts();
  const { reply, variables, close } = props;
  const mayShare = useMay('cannedReplies.share');
  const [draft, setDraft] = useState({ title: reply.title, text: reply.text, shared: reply.kind === 'shared' });
  const box = useRef<HTMLTextAreaElement>(null);
  const save = useSaveCanned(close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ id: reply.id, draft });
  };
  const name = (variable: CannedVariable) => {
    const at = box.current?.selectionEnd ?? draft.text.length;
    setDraft({ ...draft, text: `${draft.text.slice(0, at)}{{${variable}}}${draft.text.slice(at)}` });
    box.current?.focus();
  };
  const title = t(reply.title === '' ? 'canned.add' : 'canned.edit');
  return (
    <Modal opened onClose={close} size="lg" title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="form" onSubmit={submit}>
        <TextInput
          label={t('canned.name')}
          description={t('canned.nameHint')}
          value={draft.title}
          onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
          maxLength={120}
          required
          data-autofocus
        />
        <Textarea
          ref={box}
          label={t('canned.text')}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          maxLength={4_000}
          autosize
          minRows={4}
          maxRows={12}
          required
        />
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {t('canned.fills')}
          </Text>
          <Group gap={6}>
            {variables.map((variable) => (
              <Button key={variable} size="compact-xs" variant="default" onClick={() => name(variable)}>
                {t(`canned.variable.${variable}`)}
              </Button>
            ))}
          </Group>
        </div>
        {mayShare && (
          <Switch
            label={t('canned.share')}
            checked={draft.shared}
            disabled={reply.kind === 'shared'}
            onChange={(event) => setDraft({ ...draft, shared: event.currentTarget.checked })}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('canned.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
