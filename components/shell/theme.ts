import { type CSSVariablesResolver, createTheme } from "@mantine/core";

const SYSTEM = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const QUICK = { duration: 120 };

/** One accent, neutral greys, the system's font, a grid of 8 pixels, motion under 150 ms or none. */
export const theme = createTheme({
  primaryColor: "blue",
  // The first shade on which white text reaches AA.
  primaryShade: { light: 8, dark: 8 },
  fontFamily: SYSTEM,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: SYSTEM, fontWeight: "600" },
  defaultRadius: "sm",
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Modal: {
      defaultProps: { transitionProps: QUICK, closeButtonProps: { "aria-label": "Close" } },
      // A long name takes two lines.
      styles: { title: { lineHeight: 1.35, overflowWrap: "anywhere" } },
    },
    InputWrapper: { styles: { description: { lineHeight: 1.4 } } },
    // Their <header> would count as a second banner of the page.
    ModalHeader: { defaultProps: { role: "none" } },
    DrawerHeader: { defaultProps: { role: "none" } },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
      styles: { description: { color: "var(--mantine-color-dimmed)" } },
    },
    // As strong as the labels of the other fields.
    Switch: { styles: { label: { fontWeight: 600 } } },
    Menu: { defaultProps: { transitionProps: QUICK } },
    Popover: { defaultProps: { transitionProps: QUICK } },
    Tooltip: {
      defaultProps: {
        openDelay: 250,
        transitionProps: QUICK,
        events: { hover: true, focus: true, touch: true },
      },
    },
  },
});

/** Mantine's grey and red texts miss AA on its own backgrounds; these reach 4.5 to 1 on all that we use. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#555c63",
    "--mantine-color-placeholder": "#676e76",
    "--mantine-color-error": "#c92a2a",
    // Of light and subtle buttons: AA on their tint under the pointer too.
    "--mantine-color-blue-light-color": "#14528f",
  },
  dark: {
    "--mantine-color-dimmed": "#adb2b8",
    "--mantine-color-placeholder": "#9aa0a6",
    "--mantine-color-error": "#ff8f8f",
  },
});
