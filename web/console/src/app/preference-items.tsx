import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconBell, IconBellOff, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { askForNotices, chime, noticePermission } from '../attention/signals.ts';
import { useTexts } from '../texts/texts.tsx';
import { usePreferences } from './preferences.ts';

/** Light, dark or as the computer has it; lines close together or with room. */
export function Appearance() {
  const { t } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [{ density }, choose] = usePreferences();
  return (
    <div className="menu-choices">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('menu.scheme')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`menu.${value}`) }))}
      />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('menu.density')}
        value={density}
        onChange={(value) => choose({ density: value as typeof density })}
        data={(['roomy', 'compact'] as const).map((value) => ({ value, label: t(`menu.${value}`) }))}
      />
    </div>
  );
}

/** Sound, and notices of the browser: it is asked on this click and never before. */
export function SignalItems() {
  const { t } = useTexts();
  const [{ sound, notices }, choose] = usePreferences();
  const permission = noticePermission();
  const isOn = notices && permission === 'granted';
  const toggleNotices = async () => choose({ notices: isOn ? false : await askForNotices() });
  return (
    <>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={sound ? <IconVolume size={16} /> : <IconVolumeOff size={16} />}
        onClick={() => {
          choose({ sound: !sound });
          chime();
        }}
      >
        {t(sound ? 'menu.soundOn' : 'menu.soundOff')}
      </Menu.Item>
      {permission !== 'missing' && (
        <Menu.Item
          closeMenuOnClick={false}
          disabled={permission === 'denied'}
          leftSection={isOn ? <IconBell size={16} /> : <IconBellOff size={16} />}
          onClick={() => void toggleNotices()}
        >
          {t(permission === 'denied' ? 'menu.noticesDenied' : isOn ? 'menu.noticesOn' : 'menu.noticesOff')}
        </Menu.Item>
      )}
    </>
  );
}
