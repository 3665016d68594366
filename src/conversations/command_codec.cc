// |2 version|16 conversation|8 sender|8 device|16 client_message_id|1 cannot_message|users
// cannot_add|1 kind|body|
//
// with the bodies, by kind (the pieces are drawn in value_codec.h):
//
//   0 SendMessage     optional place reply_to · users mentions · string text
//   1 EditMessage     place target · users mentions · string text
//   2 DeleteMessage   place target
//   3 React           place target · 1 on · string emoji
//   4 CreateGroup     users members · string title
//   5 PutMember       8 user · optional 1 role
//   6 RemoveMember    8 user
//   7 ChangeSettings  optional string title · optional 1 history
//   8 CloseGroup      nothing
#include "conversations/command_codec.h"

#include "conversations/value_codec.h"

namespace parley {
namespace {

struct BodyWriter {
  ByteWriter& out;

  void operator()(const SendMessage& send) const {
    write_optional(out, send.reply_to, [this](Seq seq) { write_place(out, seq); });
    write_users(out, send.mentions);
    out.string(send.text);
  }
  void operator()(const EditMessage& edit) const {
    write_place(out, edit.target);
    write_users(out, edit.mentions);
    out.string(edit.text);
  }
  void operator()(const DeleteMessage& deletion) const { write_place(out, deletion.target); }
  void operator()(const React& react) const {
    write_place(out, react.target);
    out.boolean(react.on);
    out.string(react.emoji);
  }
  void operator()(const CreateGroup& create) const {
    write_users(out, create.members);
    out.string(create.title);
  }
  void operator()(const PutMember& put) const {
    out.u64(put.user.bits());
    write_optional(out, put.role, [this](Role role) { out.u8(static_cast<std::uint8_t>(role)); });
  }
  void operator()(const RemoveMember& remove) const { out.u64(remove.user.bits()); }
  void operator()(const ChangeSettings& change) const {
    write_optional(out, change.title, [this](const std::string& title) { out.string(title); });
    write_optional(out, change.history,
                   [this](HistoryRule rule) { out.u8(static_cast<std::uint8_t>(rule)); });
  }
  void operator()(const CloseGroup&) const {}
};

SendMessage read_send(ByteReader& in) {
  SendMessage send;
  send.reply_to = read_optional(in, [&in] { return read_place<Seq>(in); });
  send.mentions = read_users(in);
  send.text = in.string();
  return send;
}

EditMessage read_edit(ByteReader& in) {
  EditMessage edit;
  edit.target = read_place<Seq>(in);
  edit.mentions = read_users(in);
  edit.text = in.string();
  return edit;
}

React read_react(ByteReader& in) {
  React react;
  react.target = read_place<Seq>(in);
  react.on = in.boolean();
  react.emoji = in.string();
  return react;
}

CreateGroup read_create(ByteReader& in) {
  CreateGroup create;
  create.members = read_users(in);
  create.title = in.string();
  return create;
}

PutMember read_put(ByteReader& in) {
  PutMember put;
  put.user = UserId{in.u64()};
  put.role = read_optional(in, [&in] { return read_role(in); });
  return put;
}

ChangeSettings read_settings(ByteReader& in) {
  ChangeSettings change;
  change.title = read_optional(in, [&in] { return std::string(in.string()); });
  change.history = read_optional(in, [&in] { return read_history_rule(in); });
  return change;
}

CommandBody read_body(ByteReader& in) {
  switch (in.u8_below(std::variant_size_v<CommandBody>)) {
    case 0: return read_send(in);
    case 1: return read_edit(in);
    case 2: return DeleteMessage{.target = read_place<Seq>(in)};
    case 3: return read_react(in);
    case 4: return read_create(in);
    case 5: return read_put(in);
    case 6: return RemoveMember{.user = UserId{in.u64()}};
    case 7: return read_settings(in);
    default: return CloseGroup{};
  }
}

}  // namespace

void encode(const Command& command, std::string& out) {
  ByteWriter writer(out);
  writer.u16(command.version);
  writer.u64(command.conversation.first);
  writer.u64(command.conversation.second);
  writer.u64(command.sender.bits());
  writer.u64(command.device.bits());
  write_id(writer, command.client_message_id);
  writer.boolean(command.facts.cannot_message);
  write_users(writer, command.facts.cannot_add);
  writer.u8(static_cast<std::uint8_t>(command.body.index()));
  std::visit(BodyWriter{writer}, command.body);
}

Result<Command> decode_command(std::string_view bytes) {
  ByteReader in(bytes);
  Command command;
  command.version = in.u16();
  if (command.version != kRulesVersion) {
    return fail(Errc::StoreFailed, "a command of an unknown version");
  }
  command.conversation.first = in.u64();
  command.conversation.second = in.u64();
  command.sender = UserId{in.u64()};
  command.device = DeviceId{in.u64()};
  command.client_message_id = read_client_message_id(in);
  command.facts.cannot_message = in.boolean();
  command.facts.cannot_add = read_users(in);
  command.body = read_body(in);
  if (!in.finished()) return fail(Errc::StoreFailed, "a command that is not whole");
  return command;
}

}  // namespace parley
