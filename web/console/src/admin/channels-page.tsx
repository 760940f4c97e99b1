import { Paper, Stack, Title } from '@mantine/core';
import { PageHeader } from '../parts/page-header.tsx';
import { useTexts } from '../texts/texts.tsx';
import { WhatsappPanel } from './whatsapp-panel.tsx';
import './admin.css';

/** The channels that people write on. */
export function ChannelsPage() {
  const { t } = useTexts();
  return (
    <div className="page">
      <PageHeader title={t('channels.title')} about={t('channels.about')} />
      <Stack maw={760}>
        <Paper withBorder p="md" component="section" aria-label="WhatsApp">
          <Title order={2} size="h5" mb="sm">
            WhatsApp
          </Title>
          <WhatsappPanel />
        </Paper>
      </Stack>
    </div>
  );
}
