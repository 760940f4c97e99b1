import type { View } from '../../text/view.ts';

const IP_WORD =
  /(?:^|[^a-z])(?:ips?|ipv[46]|direccion(?:es)? ip|ip address(?:es)?|gateway|puerta de enlace|dns|ping|host|servidor|server|subred|subnet|red|dhcp|lan|wan|vpn|rdp|ssh|telnet|client|cliente|remote|addr|inet|nodo|router|firewall|nat|vlan)(?:[^a-z]|$)/;
const STRICT_IP = /(?:^|[^a-z])(?:ips?|ipv4|direccion(?:es)? ip|ip address(?:es)?)(?=[^a-z]|$)/g;
const MAC_WORD =
  /(?:^|[^a-z])(?:macs?|mac[ -]?address(?:es)?|direccion fisica|direcciones fisicas|direccion mac|physical address|hw ?addr|ether|lladdr|bssid|eui-?(?:48|64)|direccion ethernet|mac addr)(?=[^a-z]|$)/;

/** Whether a network word stands near before `at` (any word of networks). */
export function networkWordNear(view: View, at: number): boolean {
  return IP_WORD.test(view.lower.slice(Math.max(0, at - 60), at + 40));
}

/** Whether the word "ip" stands within 70 characters before `at`, with no other number between the two. */
export function ipWordBefore(view: View, at: number): boolean {
  const before = view.lower.slice(Math.max(0, at - 70), at);
  let last = -1;
  STRICT_IP.lastIndex = 0;
  for (let match = STRICT_IP.exec(before); match !== null; match = STRICT_IP.exec(before))
    last = match.index + match[0].length;
  return last !== -1 && !/[.;?!]\s{1,9}[a-z]{3,40}[\s\S]{0,70}\s/.test(before.slice(last));
}

/** Whether a MAC word stands anywhere. */
export function hasMacWord(view: View): boolean {
  return MAC_WORD.test(view.lower);
}

/** Whether a MAC word stands near `at`: 90 characters before, 30 behind. */
export function macWordNear(view: View, at: number): boolean {
  return MAC_WORD.test(view.lower.slice(Math.max(0, at - 90), at + 60));
}
