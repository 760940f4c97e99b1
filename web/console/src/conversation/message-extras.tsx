import { Anchor, Badge, Group, Text } from '@mantine/core';
import { IconLink, IconLock, IconShieldCheck } from '@tabler/icons-react';
import type { Message } from '../../../shared/wire/conversation.ts';
import { useTexts } from '../texts/texts.tsx';
import { Attachment } from './attachment.tsx';

/** What came with a text: links, files, forms, buttons, quoted letters, and what was taken out. */
export function MessageExtras({ item, conversationId }: { item: Message; conversationId: string }) {
  const { t } = useTexts();
  const kinds = item.removed.map((kind) => t(`removed.${kind}`)).join(', ');
  return (
    <>
      {item.links.map((link) => (
        <EntryLink key={link.entryId} title={link.title} url={link.url} />
      ))}
      {item.attachments.map((file) => (
        <Attachment key={file.fileId} file={file} conversationId={conversationId} />
      ))}
      {item.secureForms.map((form) => (
        <Badge key={form.itemId} variant="default" size="sm" mt={6} leftSection={<IconLock size={11} aria-hidden />}>
          {t('vault.formSent', { kind: t(`vault.kind.${form.kind}`) })}
        </Badge>
      ))}
      {item.choices.length > 0 && (
        <Group gap={4} mt={6} role="group" aria-label={t('conversation.choices')}>
          {item.choices.map((choice) => (
            <Badge key={choice.value} variant="default" size="sm" fw={500}>
              {choice.title}
            </Badge>
          ))}
        </Group>
      )}
      {item.aside && (
        <details className="message-aside">
          <summary>{t('conversation.aside')}</summary>
          <div className="bubble-text">{item.aside}</div>
        </details>
      )}
      {item.purged && (
        <Text size="sm" c="dimmed" fs="italic">
          {t(`conversation.purged.${item.purged}`)}
        </Text>
      )}
      {item.removed.length > 0 && (
        <Badge color="yellow" variant="light" size="sm" mt={6} leftSection={<IconShieldCheck size={12} aria-hidden />}>
          {t('conversation.removed', { kinds })}
        </Badge>
      )}
    </>
  );
}

/** Only a web address is a link; anything else that stands in its place is text. */
function EntryLink({ title, url }: { title: string; url: string }) {
  if (!/^https?:\/\//i.test(url)) return <Text size="sm">{title}</Text>;
  return (
    <div>
      <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm" className="delivery">
        <IconLink size={14} aria-hidden /> {title}
      </Anchor>
    </div>
  );
}
