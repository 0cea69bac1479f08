meta:
  id: cosp
  title: COSP (ChatOS Protocol) frames
  application: ChatOS
  license: MIT
  ks-version: '0.11'
  endian: be
doc: |
  A small chat protocol over TCP: register a pseudonym, keep a roster, write
  to everybody or to one client, and open private TCP connections that the
  server relays.

  Frames follow each other on a TCP stream without a separator, and the same
  code byte means different things in the two directions and before and after
  registration. Whoever parses therefore picks the entry type:

  * from a client that is not registered yet: `client_hello`;
  * from a registered client: `client_request`;
  * to a client that is not registered yet: `connection_reply`;
  * to a registered client: `server_response`.

  Every integer is signed and big-endian. Text is UTF-8, kept as raw bytes
  here because it has to travel unchanged; a size counts encoded bytes.
doc-ref: ChatOS RFC COSP, "Spécifications"
types:
  client_hello:
    doc: |
      Asks for a pseudonym. The only frame without a code, and the only one
      that a client may send before it is registered.
    doc-ref: |
      ChatOS RFC COSP, "Établissement de la connexion", Client -> Serveur
    seq:
      - id: len_pseudonym
        -orig-id: Taille pseudonyme (n)
        type: s2
        valid:
          min: 0
        doc: Size of the pseudonym in encoded bytes.
      - id: pseudonym
        -orig-id: Pseudo
        size: len_pseudonym
        doc: The pseudonym asked for, UTF-8.
  client_request:
    doc: Any frame from a registered client; the code says which.
    doc-ref: ChatOS RFC COSP, "Spécifications", Request code
    seq:
      - id: code
        -orig-id: Request code
        type: s1
        enum: request_code
        valid:
          in-enum: true
        doc: Which request it is.
      - id: body
        type:
          switch-on: code
          cases:
            'request_code::broadcast': broadcast_request
            'request_code::direct': direct_request
            'request_code::private_request': private_request
            'request_code::private_accept': private_accept
            'request_code::private_refuse': private_refuse
        doc: What that request carries.
  connection_reply:
    doc: The answer to a `client_hello`.
    doc-ref: ChatOS RFC COSP, "Spécifications", Connexion code
    seq:
      - id: code
        -orig-id: Connexion code
        type: s1
        enum: connection_code
        valid:
          in-enum: true
        doc: Whether the pseudonym is accepted.
      - id: body
        type:
          switch-on: code
          cases:
            'connection_code::accepted': accepted
            'connection_code::pseudonym_in_use': pseudonym_in_use
        doc: What that answer carries.
  server_response:
    doc: Any frame to a registered client; the code says which.
    doc-ref: ChatOS RFC COSP, "Spécifications", Response code
    seq:
      - id: code
        -orig-id: Response code
        type: s1
        enum: response_code
        valid:
          in-enum: true
        doc: Which response it is.
      - id: body
        type:
          switch-on: code
          cases:
            'response_code::joined': joined
            'response_code::left': left
            'response_code::broadcast': broadcast_response
            'response_code::direct': direct_response
            'response_code::private_requested': private_requested
            'response_code::private_accepted': private_accepted
            'response_code::private_established': private_established
            'response_code::absent': absent
            'response_code::private_refused': private_refused
        doc: What that response carries.
  broadcast_request:
    doc: A message to everybody.
    doc-ref: |
      ChatOS RFC COSP, "Client envoie un message à tout le monde",
      Client -> Serveur
    seq:
      - id: len_text
        -orig-id: Taille message (n)
        type: s2
        valid:
          min: 0
        doc: Size of the text in encoded bytes.
      - id: text
        -orig-id: Message
        size: len_text
        doc: The message, UTF-8.
  direct_request:
    doc: A message to one client.
    doc-ref: |
      ChatOS RFC COSP, "Client envoie un message à un client spécifique",
      Client A -> Serveur
    seq:
      - id: id_addressee
        -orig-id: Identifiant du client B
        type: s2
        doc: Identifier of the client that the message is for.
      - id: len_text
        -orig-id: Taille message (m)
        type: s2
        valid:
          min: 0
        doc: Size of the text in encoded bytes.
      - id: text
        -orig-id: Message
        size: len_text
        doc: The message, UTF-8.
  private_request:
    doc: Asks another client for a private TCP connection.
    doc-ref: |
      ChatOS RFC COSP, "Un client établit une connexion TCP privée avec un
      client spécifique", Client A -> Serveur
    seq:
      - id: port
        -orig-id: port
        type: s4
        doc: |
          Local port of the TCP connection that the requester will open to
          the server once it is told of the acceptance.
      - id: id_addressee
        -orig-id: Identifiant Client B
        type: s2
        doc: Identifier of the client that is asked.
  private_accept:
    doc: Accepts the private TCP connection that another client asked for.
    doc-ref: |
      ChatOS RFC COSP, "Client B accepte la connexion", Client B -> Serveur
    seq:
      - id: port
        -orig-id: port
        type: s4
        doc: |
          Local port of the TCP connection that the accepter will open to
          the server.
      - id: id_requester
        -orig-id: Client A
        type: s2
        doc: Identifier of the client that asked.
  private_refuse:
    doc: Refuses the private TCP connection that another client asked for.
    doc-ref: |
      ChatOS RFC COSP, "Client B refuse la connexion", Client B -> Serveur
    seq:
      - id: id_requester
        -orig-id: Id A
        type: s2
        doc: Identifier of the client that asked.
  accepted:
    doc: The pseudonym is accepted; here are the other registered clients.
    doc-ref: ChatOS RFC COSP, "Cas nominal"
    seq:
      - id: num_clients
        -orig-id: Nombre de clients connectés (m)
        type: s2
        valid:
          min: 0
        doc: Number of entries that follow.
      - id: clients
        type: client_entry
        repeat: expr
        repeat-expr: num_clients
        doc: The other registered clients, in no promised order.
  client_entry:
    doc: One registered client in the list that a newcomer is given.
    doc-ref: ChatOS RFC COSP, "Cas nominal"
    seq:
      - id: id_client
        -orig-id: Identifiant du premier client
        type: s2
        doc: Identifier that the later frames of that client bear.
      - id: len_pseudonym
        -orig-id: Taille du pseudonyme du premier client (n)
        type: s2
        valid:
          min: 0
        doc: Size of the pseudonym in encoded bytes.
      - id: pseudonym
        -orig-id: Pseudo
        size: len_pseudonym
        doc: The pseudonym, UTF-8.
  pseudonym_in_use:
    doc: |
      Another registered client has the pseudonym; the client may ask again.
      The code stands alone.
    doc-ref: ChatOS RFC COSP, "Erreur pseudonyme déjà utilisé"
    seq: []
  joined:
    doc: A client has been registered.
    doc-ref: |
      ChatOS RFC COSP, "Dans le cas d'un nouveau client sur le serveur"
    seq:
      - id: id_client
        -orig-id: Identifiant du nouveau client
        type: s2
        doc: Identifier of the client that has joined.
      - id: len_pseudonym
        -orig-id: Taille pseudonyme (n)
        type: s2
        valid:
          min: 0
        doc: Size of the pseudonym in encoded bytes.
      - id: pseudonym
        -orig-id: Pseudo
        size: len_pseudonym
        doc: The pseudonym, UTF-8.
  left:
    doc: A client is no longer registered.
    doc-ref: ChatOS RFC COSP, "Déconnexion d'un client au serveur"
    seq:
      - id: id_client
        -orig-id: Identifiant du client déconnecté
        type: s2
        doc: Identifier of the client that has left.
  broadcast_response:
    doc: A message that another client sent to everybody.
    doc-ref: |
      ChatOS RFC COSP, "Client envoie un message à tout le monde",
      Serveur -> Autres Clients
    seq:
      - id: id_sender
        -orig-id: Identifiant de l'expéditeur
        type: s2
        doc: Identifier of the client that wrote.
      - id: len_text
        -orig-id: Taille message (m)
        type: s2
        valid:
          min: 0
        doc: Size of the text in encoded bytes.
      - id: text
        -orig-id: Message
        size: len_text
        doc: The message, UTF-8.
  direct_response:
    doc: A message that another client sent to this client alone.
    doc-ref: |
      ChatOS RFC COSP, "Client envoie un message à un client spécifique",
      "Réponse du serveur dans le cas nominal"
    seq:
      - id: id_sender
        -orig-id: Identifiant du client A
        type: s2
        doc: Identifier of the client that wrote.
      - id: len_text
        -orig-id: Taille message (m)
        type: s2
        valid:
          min: 0
        doc: Size of the text in encoded bytes.
      - id: text
        -orig-id: Message
        size: len_text
        doc: The message, UTF-8.
  private_requested:
    doc: Another client asks this client for a private TCP connection.
    doc-ref: ChatOS RFC COSP, "Client B n'est pas connecté"
    seq:
      - id: id_requester
        -orig-id: Identifiant Client A
        type: s2
        doc: Identifier of the client that asks.
  private_accepted:
    doc: The client that was asked has accepted; sent to the requester.
    doc-ref: |
      ChatOS RFC COSP, "Client B accepte la connexion", response code 5
    seq:
      - id: id_accepter
        -orig-id: Client B
        type: s2
        doc: Identifier of the client that has accepted.
  private_established:
    doc: The acceptance has arrived; sent to the client that accepted.
    doc-ref: |
      ChatOS RFC COSP, "Client B accepte la connexion", response code 6
    seq:
      - id: id_requester
        -orig-id: Client A
        type: s2
        doc: Identifier of the client that asked.
  absent:
    doc: |
      The client that was addressed is not registered. The code stands alone:
      there is no identifier behind it.
    doc-ref: |
      ChatOS RFC COSP, "Cas d'erreur" and "Client B n'est pas connecté"
    seq: []
  private_refused:
    doc: The client that was asked has refused; sent to the requester.
    doc-ref: |
      ChatOS RFC COSP, "Client B refuse la connexion", response code -2
    seq:
      - id: id_refuser
        -orig-id: Id B
        type: s2
        doc: Identifier of the client that has refused.
enums:
  request_code:
    -1:
      id: private_refuse
      doc: Refuses a private TCP connection.
    0:
      id: broadcast
      doc: Message to everybody.
    1:
      id: direct
      doc: Message to one client.
    2:
      id: private_request
      doc: Asks for a private TCP connection.
    3:
      id: private_accept
      doc: Accepts a private TCP connection.
  connection_code:
    -1:
      id: pseudonym_in_use
      doc: The pseudonym belongs to a registered client.
    0:
      id: accepted
      doc: The pseudonym is accepted, the list follows.
  response_code:
    -2:
      id: private_refused
      doc: The private TCP connection was refused.
    -1:
      id: absent
      doc: The client that was addressed is absent.
    0:
      id: joined
      doc: A client has joined.
    1:
      id: left
      doc: A client has left.
    2:
      id: broadcast
      doc: Message to everybody.
    3:
      id: direct
      doc: Message to one client.
    4:
      id: private_requested
      doc: A private TCP connection is asked for.
    5:
      id: private_accepted
      doc: The request was accepted, to the requester.
    6:
      id: private_established
      doc: The acceptance has arrived, to the accepter.
