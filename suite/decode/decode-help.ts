/** What `cosp decode --help` says beside the options. */
export const DECODE_HELP = `
FILE is one of the following, told apart by its first bytes (or --format); - is standard input:
  a capture   pcap or pcapng, of tcpdump or Wireshark: every TCP connection in it, both directions
  hex         pairs of digits in any arrangement, or a dump of xxd, hexdump -C or Wireshark: one direction
  raw bytes   one direction

The same byte means different things from a client and from a server, before and after the registration. Of hex and raw
bytes you may say who sent them and where they begin; else the first reading that gives whole frames is taken, and named.
In a capture both are found out: the server is at --port, or was connected to, or is the side that makes sense. Private
connections are recognised by what was negotiated on the chat connections, and shown as bytes.

In the output -> is to the server and <- from it; positions are counted from 0 within what one side sent.

Exit codes:
  0  every byte belongs to a whole frame (or to a private connection)
  1  a frame is malformed or not whole, bytes are missing, a connection is not recognised, or the capture is damaged
  2  the command line is wrong, or the input cannot be read

Examples:
  $ cosp decode --hex '00 05 61 6c 69 63 65'
  $ cosp decode --hex '02 ff fc 00 05 68 65 6c 6c 6f' --direction server --state registered
  $ xxd received.bin | cosp decode - --direction server
  $ cosp decode received.bin --direction server --json
  $ sudo tcpdump -i lo -w chat.pcap 'tcp port 7777'      # in another terminal, until Ctrl-C
  $ cosp decode chat.pcap
  $ cosp decode chat.pcap --diagram
  $ cosp decode chat.pcap --port 7777 --mermaid > chat.mmd`;
