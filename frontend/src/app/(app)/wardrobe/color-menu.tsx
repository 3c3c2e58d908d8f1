"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { Swatch } from "@/components/swatches";
import * as strings from "@/strings";
import { ColorButton, type ColorFilterProps } from "./color-button";
import styles from "./color-filter.module.css";

const ANY = "";

/** The menu of the wardrobe's colours. Opens when it mounts, because it is loaded on demand. */
export function ColorMenu({ colors, chosen, onChoose }: ColorFilterProps) {
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger render={<ColorButton colors={colors} chosen={chosen} />} />
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} sideOffset={6} align="end">
          <Menu.Popup className={styles.menu}>
            <Menu.RadioGroup value={chosen ?? ANY} onValueChange={(value: string) => onChoose(value || null)}>
              <Choice value={ANY} label={strings.wardrobe.anyColor} />
              {colors.map(([name, hexOfName, count]) => (
                <Choice key={name} value={name} label={name} hex={hexOfName} count={count} />
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Choice({ value, label, hex, count }: { value: string; label: string; hex?: string; count?: number }) {
  return (
    <Menu.RadioItem value={value} closeOnClick className={styles.item}>
      {hex ? <Swatch hex={hex} size={20} /> : <span />}
      <span className={styles.name}>{label}</span>
      <span className={styles.count}>{count}</span>
      <Menu.RadioItemIndicator>
        <Check size={18} aria-hidden />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  );
}
